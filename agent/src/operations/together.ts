/** At once. Throws only when all have come to their end: nothing may still be at work while it is undone. */
export async function together(...works: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason;
}
