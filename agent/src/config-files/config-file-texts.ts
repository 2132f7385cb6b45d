import { type Language, languages, type Text } from '@percloud/contract/words';

/** Some editors on Windows take a file without it for one in another alphabet, and show a file with bare line feeds as one line. */
const byteOrderMark = '\uFEFF';
const endOfLine = '\r\n';

const claim = {
  en: 'This box waits for its owner. Open {address} in a browser in the same network\nand type this code. Whoever types it first owns the box.',
  es: 'Este equipo espera a su dueño. Abre {address} en un navegador de la misma red\ny escribe este código. Quien lo escriba primero será su dueño.',
  it: 'Questa box aspetta chi la farà sua. Apri {address} in un browser della stessa rete\ne scrivi questo codice. Chi lo scrive per primo ne diventa proprietario.',
} satisfies Text;

const reset = {
  en: 'With this code you choose a new password, once, until {end}.\nPut the card back, start the box, and open {address}/forgotten in a browser.',
  es: 'Con este código eliges una contraseña nueva, una sola vez, hasta el {end}.\nDevuelve la tarjeta, enciende el equipo y abre {address}/forgotten en un navegador.',
  it: 'Con questo codice scegli una nuova password, una volta sola, fino al {end}.\nRimetti la scheda, accendi la box e apri {address}/forgotten in un browser.',
} satisfies Text;

const unclaimed = {
  en: 'This box has no owner yet, so there is no password to set anew.\nclaim.txt beside this file says how to make it yours.',
  es: 'Este equipo aún no tiene dueño, así que no hay contraseña que cambiar.\nclaim.txt, junto a este archivo, dice cómo hacerlo tuyo.',
  it: 'Questa box non è ancora di nessuno, quindi non c’è una password da cambiare.\nclaim.txt, accanto a questo file, dice come farla tua.',
} satisfies Text;

export const claimFileText = ({ address, code }: { address: string; code: string }) => file(claim, { address }, code);

/** `end` as ISO 8601: a box does not know in which time zone this is read. */
export const resetFileText = ({ address, code, end }: { address: string; code: string; end: string }) =>
  file(reset, { address, end: `${end.slice(0, 16).replace('T', ' ')} UTC` }, code);

export const nothingToResetText = () => file(unclaimed, {});

const mark = 'Percloud';

/** Whether the box wrote it, or whoever asks for a code. */
export const isOurs = (text: string) => text.startsWith(byteOrderMark + mark);

function file(text: Text, values: Record<string, string>, code?: string): string {
  const filled = (language: Language) => text[language].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  const paragraphs = [mark, ...(code === undefined ? [] : [`    ${code}`]), ...languages.map(filled), ''];
  return byteOrderMark + paragraphs.join('\n\n').replaceAll('\n', endOfLine);
}
