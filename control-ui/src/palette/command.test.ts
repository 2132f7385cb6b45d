import { House } from 'lucide-preact';
import { expect, test } from 'vitest';
import { type Command, findCommands } from './command.ts';

const command = (title: string, more: Partial<Command> = {}): Command => ({
  id: title,
  title,
  kind: 'App',
  sign: House,
  run: () => undefined,
  ...more,
});
const titles = (typed: string, commands: Command[]) => findCommands(commands, typed).map(({ title }) => title);

test('accents and capitals don’t matter', () => {
  expect(titles('CONFIGURACION', [command('Configuración'), command('Papelera')])).toEqual(['Configuración']);
  expect(titles('però', [command('Pero')])).toEqual(['Pero']);
});

test('every word has to be somewhere, in any order', () => {
  const calendar = command('Calendar and contacts', { keywords: 'radicale' });
  expect(titles('radicale cal', [calendar, command('Calculator')])).toEqual(['Calendar and contacts']);
});

test('what begins with it comes first, then what has a word that does; the rest keeps its order', () => {
  const commands = [command('My notes'), command('Keynote'), command('Notes'), command('Footnote')];
  expect(titles('note', commands)).toEqual(['Notes', 'My notes', 'Keynote', 'Footnote']);
});

test('the kind finds too, and nothing typed finds everything', () => {
  const commands = [command('Ada', { kind: 'Page' }), command('Blog')];
  expect(titles('page', commands)).toEqual(['Ada']);
  expect(titles('  ', commands)).toEqual(['Ada', 'Blog']);
});
