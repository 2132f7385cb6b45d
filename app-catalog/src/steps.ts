/** Runs a named step and tells how long it took; on stderr, so that what a program answers can be piped on. */
export async function step<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  try {
    const result = await work();
    process.stderr.write(`${name} (${seconds()})\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${name}: failed (${seconds()})\n`);
    throw error;
  }
}
