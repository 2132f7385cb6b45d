/** Without capitals and accents: who types on a phone leaves them out. */
export const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
