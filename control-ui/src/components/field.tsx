import { CircleAlert } from 'lucide-preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  help?: string;
  wrong?: string;
  /** Of the page's first field: the person came here to type. */
  focus?: boolean;
  type?: 'text' | 'email' | 'password' | 'search' | 'number' | 'time';
  autocomplete?: 'name' | 'email' | 'username' | 'new-password' | 'current-password' | 'one-time-code' | 'off';
  autocapitalize?: 'none' | 'characters';
  inputMode?: 'decimal' | 'numeric' | 'url';
  min?: number;
  max?: number;
  step?: number | 'any';
  spellcheck?: boolean;
  required?: boolean;
}

/** A labelled input; its help and what is wrong with it are read out together with it. */
export function Field({ label, value, onInput, onBlur, help, wrong, focus, type, ...input }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input
        {...input}
        // Preact types each kind of input apart; ours differ in nothing that is used here.
        type={type as 'text'}
        id={id}
        value={value}
        autofocus={focus}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(id, help, wrong)}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
      />
      <Wrong id={id} wrong={wrong} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onInput: (value: string) => void;
  help?: string;
  wrong?: string;
}

export function Choice({ label, value, choices, onInput, help, wrong }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
      <select
        id={id}
        value={value}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(id, help, wrong)}
        onInput={(event) => onInput(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Wrong id={id} wrong={wrong} />
    </div>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onInput: (checked: boolean) => void;
  help?: string;
}

export function Check({ label, checked, onInput, help }: CheckProps) {
  const id = useId();
  return (
    <div>
      <label class="check">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={describedBy(id, help, undefined)}
          onInput={(event) => onInput(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {help && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

export const Wrong = ({ id, wrong }: { id: string; wrong: string | undefined }) => (
  <p class="field-wrong" id={`${id}-wrong`} aria-live="polite">
    {wrong && (
      <>
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
        {wrong}
      </>
    )}
  </p>
);

export const describedBy = (id: string, help: string | undefined, wrong: string | undefined) =>
  [help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
