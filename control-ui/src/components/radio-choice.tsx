import type { LucideIcon } from 'lucide-preact';
import { useId } from 'preact/hooks';
import './radio-choice.css';

interface RadioChoiceProps<V extends string> {
  label: string;
  value: V | '';
  choices: readonly { value: V; label: string; text?: string; sign?: LucideIcon }[];
  onInput: (value: V) => void;
  wrong?: string;
}

/** A few choices that each need a sentence. */
export function RadioChoice<V extends string>({ label, value, choices, onInput, wrong }: RadioChoiceProps<V>) {
  const id = useId();
  return (
    <fieldset class="radios" aria-describedby={wrong && `${id}-wrong`}>
      <legend class="field-label">{label}</legend>
      {choices.map(({ sign: Sign, ...choice }) => (
        <label key={choice.value} class="radio">
          <input type="radio" name={id} value={choice.value} checked={choice.value === value} onInput={() => onInput(choice.value)} />
          {Sign && <Sign size={24} strokeWidth={1.5} aria-hidden="true" />}
          <span>
            <span class="field-label">{choice.label}</span>
            {choice.text && <span class="quiet small radio-text">{choice.text}</span>}
          </span>
        </label>
      ))}
      {wrong && (
        <p class="field-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
