/**
 * One run at a time, and never more than one waiting: everybody who calls during a run shares the next one, which begins after
 * their call and so sees what they changed.
 */
export function latest(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        running = run();
        return running;
      });
    return next;
  };
}
