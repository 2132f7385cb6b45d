const firstByteMs = 10_000;
const silenceMs = 30_000;

export interface WebAnswer {
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
  /** Frees the connection of an answer nobody reads. */
  discard(): Promise<void>;
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
    const {
      status,
      headers: answered,
      body,
    } = await fetch(url, {
      signal: AbortSignal.any([signal, silence.signal]),
      // The bytes as they are: digests, offsets and sizes are of those.
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    return { status, headers: answered, body: watched(body, giveUp), discard: async () => await body?.cancel() };
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

export async function collect(stream: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new TooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export class TooLarge extends Error {
  constructor(limitBytes: number) {
    super(`more than ${limitBytes} bytes`);
  }
}
