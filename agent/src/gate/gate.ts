import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, leadTo, showPage, write } from './answer.ts';
import { type AppRequest, decide } from './decide.ts';
import { arrive, enter, leadToEntrance, leave } from './entrance.ts';
import type { IndexedView } from './indexed-view.ts';
import { Tickets } from './tickets.ts';
import { Tries } from './tries.ts';

interface GateParts {
  view: () => IndexedView | undefined;
  noteUse: (appPassword: string) => void;
  report: (message: string, error: unknown) => void;
}

/** What Caddy asks at `/check` and `/closed`, and what browsers ask below `/.percloud/`: decisions as HTTP. */
export function gate({ view: currentView, noteUse, report }: GateParts) {
  const tickets = new Tickets();
  const tries = new Tries();

  function check(view: IndexedView, asked: AppRequest, address: string): Answer {
    const decision = decide(view, asked, Date.now());
    // Only wrong ones wait: nobody guesses 120 bits, but whoever guesses must not lock out the device that knows them.
    const account = decision.kind === 'challenge' ? decision.account : null;
    const seconds = account === null ? 0 : tries.waitSeconds(account, address, performance.now());
    const app = view.apps.get(asked.host);
    if (seconds > 0) return showPage(429, 'tooManyTries', app, { 'retry-after': String(seconds) });
    switch (decision.kind) {
      case 'pass': {
        if (decision.appPassword) noteUse(decision.appPassword);
        const { person, cookie, authorization } = decision.passed;
        return {
          status: 200,
          headers: { 'x-remote-user': person?.name ?? '', 'x-percloud-cookie': cookie, 'x-percloud-authorization': authorization },
        };
      }
      case 'challenge':
        if (account !== null) tries.failed(account, address, performance.now());
        return showPage(401, 'appPassword', app, decision.byPage ? {} : { 'www-authenticate': 'Basic realm="Percloud", charset="UTF-8"' });
      case 'sign-in':
        return leadTo(leadToEntrance(view, decision.app, isRead(asked) ? asked.uri : '/', asked.cookie));
      case 'refuse':
        return showPage(401, 'signIn', app);
      case 'deny':
        return showPage(403, 'denied', app);
      case 'closed':
        return showPage(503, decision.app.reason ?? 'broken', decision.app);
      case 'unknown-host':
        return showPage(404, 'unknownHost');
    }
  }

  function atEntrance(view: IndexedView, { host, cookie }: AppRequest, url: URL): Answer {
    const app = view.apps.get(host);
    const nothing = showPage(404, 'unknownHost');
    if (host === view.panelHost && url.pathname === '/.percloud/enter') {
      const onward = enter(view, tickets, url, cookie, Date.now());
      return onward ? leadTo(onward) : nothing;
    }
    if (app && url.pathname === '/.percloud/arrive') return leadTo(arrive(view, tickets, app, url, cookie, Date.now()));
    return app && url.pathname === '/.percloud/leave' ? leadTo(leave(view)) : nothing;
  }

  function answer(view: IndexedView, request: IncomingMessage): Answer {
    const asked = read(request);
    if (request.url === '/check') return check(view, asked, addressOf(request));
    if (request.url !== '/closed') return atEntrance(view, asked, new URL(`https://gate${request.url}`));
    const app = view.apps.get(asked.host);
    return app ? showPage(503, app.reason ?? 'broken', app) : showPage(404, 'unknownHost');
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    let view: IndexedView | undefined;
    try {
      view = currentView();
      write(request, response, view ? answer(view, request) : showPage(503, 'notReady'), view?.panelOrigin);
    } catch (error) {
      // Whatever nobody foresaw keeps the door shut, and the gate standing.
      report('a request could not be answered', error);
      write(request, response, showPage(503, 'broken'), view?.panelOrigin);
    }
  };
}

const isRead = ({ method }: AppRequest) => method === 'GET' || method === 'HEAD';

/** Caddy sets these itself, and lets none of a client's through. */
function read({ headers, method, url }: IncomingMessage): AppRequest {
  const one = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.join(', ');
  };
  return {
    method: one('x-forwarded-method') ?? method ?? 'GET',
    host: (one('x-forwarded-host') ?? '').replace(/:\d+$/, '').toLowerCase(),
    uri: one('x-forwarded-uri') ?? url ?? '/',
    cookie: headers.cookie,
    authorization: headers.authorization,
    accept: headers.accept,
    origin: headers.origin,
    fetchSite: one('sec-fetch-site'),
    fetchMode: one('sec-fetch-mode'),
    upgrade: one('sec-websocket-key'),
  };
}

/** The client as Caddy saw it. */
const addressOf = ({ headers }: IncomingMessage) =>
  String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim() ?? '';
