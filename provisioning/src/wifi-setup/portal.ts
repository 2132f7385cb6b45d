import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { languageOf } from '@percloud/contract/words';
import { type Choice, nameOfChoice, readChoice } from './choice.ts';
import type { Network } from './networks.ts';
import { type Chosen, type Problem, pagePolicy, renderFarewell, renderForm } from './page.ts';

/** A form of ours is some hundred bytes. */
const bodyBytes = 4_096;
const freshMs = 10_000;

export type Wish = { kind: 'join'; choice: Choice } | { kind: 'look again' };

interface Offer {
  /** Where it listens, and the one host by which its pages are asked for. */
  address: string;
  port: number;
  /** The access point's name. */
  box: string;
  networks: readonly Network[];
  countries: readonly string[];
  /** What became of the last try. */
  problem?: Problem | undefined;
  chosen: Chosen;
}

export interface Portal {
  /** Resolves with what somebody wishes, once their browser has the answer. */
  wish: Promise<Wish>;
  /** By `performance.now()`, when somebody last asked for the page; null if nobody has. */
  visitedAt(): number | null;
  close(): Promise<void>;
}

/**
 * The pages on the access point. Every other address leads to them, so that a phone that asks whether there is an Internet shows them.
 * @throws when the address is not there or the port is taken
 */
export async function openPortal(offer: Offer): Promise<Portal> {
  const { promise: wish, resolve } = Promise.withResolvers<Wish>();
  let visitedAt: number | null = null;
  const visit = async (request: IncomingMessage, response: ServerResponse) => {
    const { host, origin } = request.headers;
    // Another site's form in the same browser asks from its own origin.
    const here = host?.replace(/:80$/, '') === offer.address && (origin === undefined || origin === `http://${offer.address}`);
    const page = here ? `${request.method} ${request.url}` : '';
    if (!['GET /', 'POST /join', 'POST /look-again'].includes(page)) return lead(response, offer.address);
    visitedAt = performance.now();
    const language = languageOf(request.headers['accept-language']);
    if (page === 'GET /') return answer(response, 200, renderForm({ language, ...offer }));
    if (page === 'POST /look-again') {
      response.on('close', () => resolve({ kind: 'look again' }));
      return answer(response, 200, renderFarewell(language, offer.box));
    }
    const form = await readBody(request);
    if (form === undefined) return answer(response, 413, '');
    const choice = readChoice(form, offer.networks, offer.countries);
    if (typeof choice === 'string') {
      const said = new URLSearchParams(form);
      const ssid = said.get('network') ?? '';
      const chosen = { ssid, name: ssid ? '' : (said.get('name') ?? ''), country: said.get('country') ?? '' };
      return answer(response, 422, renderForm({ language, ...offer, problem: { name: choice }, chosen }));
    }
    response.on('close', () => resolve({ kind: 'join', choice }));
    answer(response, 200, renderFarewell(language, offer.box, nameOfChoice(choice)));
  };
  const server = createServer({ requestTimeout: freshMs, headersTimeout: freshMs, keepAlive: false }, (request, response) => {
    visit(request, response).catch(() => response.destroy());
  });
  server.maxConnections = 64;
  server.listen(offer.port, offer.address);
  await once(server, 'listening');
  return {
    wish,
    visitedAt: () => visitedAt,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function lead(response: ServerResponse, address: string) {
  response.writeHead(302, { location: `http://${address}/`, 'cache-control': 'no-store', connection: 'close' }).end();
}

function answer(response: ServerResponse, status: number, page: string) {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': pagePolicy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    .end(page);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  request.setEncoding('utf8');
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > bodyBytes) return undefined;
  }
  return text;
}
