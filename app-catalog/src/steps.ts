/** Runs a named step and tells how long it took. */
export async function step<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  try {
    const result = await work();
    console.log(`${name} (${seconds()})`);
    return result;
  } catch (error) {
    console.log(`${name}: failed (${seconds()})`);
    throw error;
  }
}
