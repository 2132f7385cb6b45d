import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

const momentMs = 500;
/** A log that is followed has no end, and on a lost network an answer may never come. */
const patienceMs = 10_000;

/** From now on takes note of what a page asks for. What it gives back waits until nothing of it was under way for a moment. */
export function watchRequests(page: Page): () => Promise<void> {
  const pending = new Set<Request>();
  let changedAt = performance.now();
  page.on('request', (request) => {
    // The stream of news stays open.
    if (request.resourceType() !== 'eventsource') pending.add(request);
  });
  const over = (request: Request) => {
    if (pending.delete(request)) changedAt = performance.now();
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return async () => {
    const begin = performance.now();
    const quiet = () => pending.size === 0 && performance.now() - Math.max(begin, changedAt) >= momentMs;
    while (!quiet() && performance.now() < begin + patienceMs) await sleep(50);
  };
}
