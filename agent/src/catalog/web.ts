import { mayLeadTo } from './address.ts';

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

const redirects = 5;

/** GET that gives up on a server that says nothing for 10 s at first, or for 30 s in the middle. Follows redirects, from https only to https. */
export async function get(url: string, { signal, headers = {} }: GetOptions): Promise<WebAnswer> {
  let [from, sent] = [url, headers];
  for (let hops = 0; ; hops += 1) {
    const answer = await getOnce(from, { signal, headers: sent });
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (location === null) return answer;
    await answer.discard();
    const to = URL.parse(location, from);
    if (!to || hops === redirects || !mayLeadTo(from, to.href)) throw new Error(`${from} leads to ${location}`);
    // What was meant for one host is no other's business.
    if (to.origin !== new URL(from).origin) sent = without(sent, 'authorization');
    from = to.href;
  }
}

async function getOnce(url: string, { signal, headers = {} }: GetOptions): Promise<WebAnswer> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error(`${new URL(url).host} says nothing`));
  const timer = setTimeout(giveUp, firstByteMs);
  try {
    const {
      status,
      headers: answered,
      body,
    } = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, silence.signal]),
      // The bytes as they are: digests, offsets and sizes are of those.
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    return { status, headers: answered, body: watched(body, giveUp), discard: async () => await body?.cancel() };
  } finally {
    clearTimeout(timer);
  }
}

const without = (headers: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));

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
