import type { ProblemDocument } from '@percloud/contract/problems';
import type { Signal } from '@preact/signals';
import { fieldProblem } from '../i18n/problem-text.ts';
import { Field } from './field.tsx';

interface CodeFieldProps {
  label: string;
  help: string;
  code: Signal<string>;
  problem: ProblemDocument | undefined;
  /** Of the page's first field. */
  focus?: boolean;
}

/** For a code that stands on the box or its screen: capitals, dashes and spaces don't matter. */
export const CodeField = ({ label, help, code, problem, focus }: CodeFieldProps) => (
  <Field
    label={label}
    help={help}
    value={code.value}
    onInput={(value) => {
      code.value = value;
    }}
    autocomplete="one-time-code"
    autocapitalize="characters"
    spellcheck={false}
    required
    focus={focus}
    wrong={fieldProblem(problem, 'code')}
  />
);
