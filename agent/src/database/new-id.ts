import { randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 20 random small letters and digits: 103 bits, safe in paths, labels and host names. */
export const newId = () => Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
