const retryMs = 2_000;
/** Files that stay away although everything was fetched anew must not make a page flicker for ever. */
const calmMs = 10_000;
const key = 'fetched-anew-at';

/**
 * A part of the panel that is fetched when it is needed. It fails when the box is out of reach, or when the panel was updated since
 * this page was opened and its files are gone: as soon as the box answers everything is fetched anew, and the person is where they wanted to be.
 */
export async function fetchModule<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await beginAnew();
    // The page that waits is about to go.
    return new Promise<never>(() => undefined);
  }
}

/** Fetches everything anew as soon as the box answers. */
export async function beginAnew() {
  await boxAnswers();
  const sinceLast = Date.now() - Number(sessionStorage.getItem(key));
  if (sinceLast < calmMs) await pause(calmMs - sinceLast);
  sessionStorage.setItem(key, String(Date.now()));
  location.reload();
}

async function boxAnswers() {
  for (;;) {
    const answered = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await pause(retryMs);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
