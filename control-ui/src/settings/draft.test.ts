// @vitest-environment happy-dom
import { checkSettings } from '@percloud/contract/check-settings';
import type { Setting } from '@percloud/contract/settings-form';
import { afterEach, expect, test } from 'vitest';
import { speak } from '../i18n/i18n.ts';
import { draftOf, valuesOf } from './draft.ts';

const text = (words: string) => ({ en: words, es: words, it: words });
const form: Setting[] = [
  { name: 'title', type: 'text', label: text('Title'), required: true, default: 'Home' },
  { name: 'password', type: 'password', label: text('Password'), required: true, min_length: 10 },
  { name: 'posts', type: 'number', label: text('Posts'), required: false, min: 1 },
  { name: 'comments', type: 'boolean', label: text('Comments'), required: false, default: true },
  {
    name: 'look',
    type: 'choice',
    label: text('Look'),
    required: true,
    choices: [
      { value: 'calm', label: text('Calm') },
      { value: 'news', label: text('News') },
    ],
  },
];

test('starts with what is set, else with defaults, else with the first choice', () => {
  expect(draftOf(form, {})).toEqual({ title: 'Home', password: '', posts: '', comments: true, look: 'calm' });
  expect(draftOf(form, { title: 'Attic', posts: 3, comments: false, look: 'news' })).toMatchObject({
    title: 'Attic',
    posts: '3',
    comments: false,
    look: 'news',
  });
});

afterEach(() => speak('en'));

test('starts with the default of the language a person reads', async () => {
  const title: Setting = {
    name: 'title',
    type: 'text',
    label: text('Title'),
    required: true,
    default: { en: 'Home', es: 'Casa', it: 'Casa' },
  };
  expect(draftOf([title], {})).toEqual({ title: 'Home' });
  await speak('es');
  expect(draftOf([title], {})).toEqual({ title: 'Casa' });
  expect(checkSettings([title], {}).values).toEqual({ title: 'Home' });
});

test('sends numbers as numbers and leaves out what was left empty', () => {
  const draft = { ...draftOf(form, {}), posts: '12' };
  expect(valuesOf(form, draft)).toEqual({ title: 'Home', posts: 12, comments: true, look: 'calm' });
});

test('a kept password may stay empty, a new one may not', () => {
  const values = valuesOf(form, draftOf(form, {}));
  expect(checkSettings(form, values, ['password']).problems).toEqual([]);
  expect(checkSettings(form, values).problems).toMatchObject([{ path: 'settings.password', rule: 'needed' }]);
});

test('what is no number is told, not sent as zero', () => {
  const values = valuesOf(form, { ...draftOf(form, {}), password: 'long enough it is', posts: 'many' });
  expect(checkSettings(form, values).problems).toMatchObject([{ path: 'settings.posts', rule: 'number' }]);
});
