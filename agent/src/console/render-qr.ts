import { encode } from 'uqr';

/** Light around it, in modules: cameras look for that. */
const quiet = 4;
/** Of a character cell, which is two modules high: by its upper and its lower one, light or not. All four are in the kernel's font. */
const halves = { both: '█', upper: '▀', lower: '▄', neither: ' ' };

/** A QR code in half blocks, light ones drawn on dark: a line for two rows of modules. */
export function renderQr(text: string): string[] {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const isLight = (row: number, column: number) => !data[row - quiet]?.[column - quiet];
  const width = size + 2 * quiet;
  return Array.from({ length: Math.ceil(width / 2) }, (_, line) =>
    Array.from({ length: width }, (_, column) => {
      const [upper, lower] = [isLight(2 * line, column), isLight(2 * line + 1, column)];
      if (upper) return lower ? halves.both : halves.upper;
      return lower ? halves.lower : halves.neither;
    }).join(''),
  );
}
