/**
 * What `nmcli --terse` printed, as lines of values: `:` between them, `\:` and `\\` within.
 * @returns one array per line that is not empty
 */
export function readTerse(output: string): string[][] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [...`:${line}`.matchAll(/:((?:\\.|[^:\\])*)/g)].map(([, value = '']) => value.replace(/\\(.)/g, '$1')));
}
