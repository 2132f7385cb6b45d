import { useId } from 'preact/hooks';
import { describedBy, Wrong } from './field.tsx';

interface TextAreaProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  rows: number;
  help?: string;
  wrong?: string;
  required?: boolean;
}

/** For what is longer than a line, and nobody's business but the person's: the browser neither corrects nor remembers it. */
export function TextArea({ label, value, onInput, rows, help, wrong, required }: TextAreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="quiet small" id={`${id}-help`}>
          {help}
        </p>
      )}
      <textarea
        id={id}
        rows={rows}
        value={value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required={required}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(id, help, wrong)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Wrong id={id} wrong={wrong} />
    </div>
  );
}
