import type { Text } from '@percloud/contract/words';
import type { Update } from './debian-updates.ts';

const namedAtMost = 4;

/** Release notes of a version in which nothing but Debian's packages is new. */
export function refreshNotes(updates: readonly Update[]): Text {
  const names = [...new Set(updates.map(({ name }) => name))];
  const list = (more: (count: number) => string) => {
    const rest = names.length - namedAtMost;
    return names.slice(0, namedAtMost).join(', ') + (rest > 0 ? more(rest) : '');
  };
  return {
    en: `Your data stays as it is. The programs inside have Debian’s latest fixes (${list((rest) => ` and ${rest} more`)}).`,
    es: `Tus datos siguen como están. Los programas que lleva dentro tienen las últimas correcciones de Debian (${list((rest) => ` y ${rest} más`)}).`,
    it: `I tuoi dati restano come sono. I programmi all’interno hanno le ultime correzioni di Debian (${list((rest) => ` e altri ${rest}`)}).`,
  };
}
