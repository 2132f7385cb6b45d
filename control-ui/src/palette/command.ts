import type { LucideIcon } from 'lucide-preact';
import { plain } from '../i18n/plain.ts';

/** Something the palette finds: a place to go to or a thing to do. */
export interface Command {
  id: string;
  title: string;
  /** What kind of thing it is, in the person's words. */
  kind: string;
  /** Found by these as well. */
  keywords?: string;
  sign: LucideIcon | { src: string; color: string };
  run(): unknown;
}

/** Those that have every word typed; the best first: the title begins with it, one of its words does, it is somewhere. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const wanted = plain(typed).trim();
  const words = wanted.split(/\s+/);
  return commands
    .filter(({ title, kind, keywords = '' }) => {
      const text = plain(`${title} ${kind} ${keywords}`);
      return words.every((word) => text.includes(word));
    })
    .map((command) => ({ command, distance: distanceOf(plain(command.title), wanted) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ command }) => command);
}

function distanceOf(title: string, wanted: string): number {
  if (title.startsWith(wanted)) return 0;
  return title.includes(` ${wanted}`) ? 1 : 2;
}
