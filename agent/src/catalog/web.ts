const firstByteMs = 10_000;
const silenceMs = 30_000;

export interface WebAnswer {
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
}

interface GetOptions {
  signal: AbortSignal;
  headers?: Record<string, string>;
}

/** GET that gives up on a server that says nothing for 10 s at first, or for 30 s in the middle. */
export async function get(url: string, { signal, headers = {} }: GetOptions): Promise<WebAnswer> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error(`${new URL(url).host} says nothing`));
  const timer = setTimeout(giveUp, firstByteMs);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, silence.signal]),
      // The bytes as they are: digests, offsets and sizes are of those.
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    return { status: response.status, headers: response.headers, body: watched(response.body, giveUp) };
  } finally {
    clearTimeout(timer);
  }
}

async function* watched(body: ReadableStream<Uint8Array> | null, giveUp: () => void): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const timer = setTimeout(giveUp, silenceMs);
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}
