// @vitest-environment happy-dom
import { checkSettings } from '@percloud/contract/check-settings';
import type { Setting } from '@percloud/contract/settings-form';
import { useComputed, useSignal } from '@preact/signals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { speak } from '../i18n/i18n.ts';
import { type Draft, draftOf, valuesOf } from './draft.ts';
import { SettingsFields } from './settings-fields.tsx';

const form: Setting[] = [
  {
    name: 'title',
    type: 'text',
    label: { en: 'Title', es: 'Título', it: 'Titolo' },
    required: true,
    min_length: 3,
    pattern: '[A-Z].*',
    pattern_hint: { en: 'Begin with a capital.', es: 'Empieza con mayúscula.', it: 'Comincia con una maiuscola.' },
  },
  { name: 'posts', type: 'number', label: { en: 'Posts', es: 'Entradas', it: 'Articoli' }, required: false, max: 50 },
];

function Form() {
  const draft = useSignal<Draft>(draftOf(form, {}));
  const problems = useComputed(() => checkSettings(form, valuesOf(form, draft.value)).problems);
  return <SettingsFields form={form} draft={draft} problems={problems.value} tried={false} />;
}

beforeAll(() => speak('es'));
afterEach(cleanup);

function leave(label: string, value: string) {
  const field = screen.getByLabelText(label);
  fireEvent.input(field, { target: { value } });
  fireEvent.blur(field);
  return field;
}

test('says nothing while a person has not been in a field', () => {
  render(<Form />);
  expect(screen.queryByText('Esto hace falta.')).toBeNull();
  expect(screen.getByLabelText('Entradas (si quieres)')).toBeTruthy();
});

test('says what is wrong in the person’s language, tied to the field', () => {
  render(<Form />);
  const title = leave('Título', '');
  expect(title.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(title.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Esto hace falta.');
  leave('Título', 'Ab');
  expect(screen.getByText('Al menos 3 caracteres, por favor.')).toBeTruthy();
  leave('Entradas (si quieres)', '51');
  expect(screen.getByText('No más de 50, por favor.')).toBeTruthy();
});

test('an app may bring its own words for its pattern', () => {
  render(<Form />);
  leave('Título', 'casa');
  expect(screen.getByText('Empieza con mayúscula.')).toBeTruthy();
  leave('Título', 'Casa');
  expect(screen.queryByText('Empieza con mayúscula.')).toBeNull();
});
