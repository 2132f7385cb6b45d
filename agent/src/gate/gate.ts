import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AppRequest, decide } from './decide.ts';
import { arrive, enter, leadToEntrance, leave, type Redirect } from './entrance.ts';
import type { IndexedView } from './indexed-view.ts';
import { pagePolicy, renderLine, renderPage } from './page.ts';
import { languageOf, type PageName, type PageText, pageTexts } from './page-texts.ts';
import { Tickets } from './tickets.ts';
import { Tries } from './tries.ts';
import type { GateApp } from './view.ts';

interface GateParts {
  view: () => IndexedView | undefined;
  noteUse: (appPassword: string) => void;
}

/** What Caddy asks at `/check` and `/closed`, and what browsers ask below `/.percloud/`: decisions as HTTP. */
export function gate({ view: currentView, noteUse }: GateParts) {
  const tickets = new Tickets();
  const tries = new Tries();

  return (request: IncomingMessage, response: ServerResponse) => {
    const view = currentView();
    const asked = read(request);
    const show = (status: number, page: PageName, app?: GateApp, headers: Record<string, string | string[]> = {}) =>
      showPage(request, response, { status, page, app, headers, panelOrigin: view?.panelOrigin });
    if (!view) return show(503, 'notReady');
    const app = view.apps.get(asked.host);
    if (request.url === '/check') return check(view);
    if (request.url === '/closed') return app ? show(503, app.reason ?? 'broken', app) : show(404, 'unknownHost');
    return atEntrance(view, app);

    function check(view: IndexedView) {
      const decision = decide(view, asked, Date.now());
      switch (decision.kind) {
        case 'pass': {
          if (decision.appPassword) {
            const { id, account } = decision.appPassword;
            const seconds = tries.waitSeconds(account, addressOf(request), performance.now());
            if (seconds > 0) return show(429, 'tooManyTries', app, { 'retry-after': String(seconds) });
            noteUse(id);
          }
          const { person, cookie, authorization } = decision.passed;
          response.writeHead(200, {
            'x-remote-user': person?.name ?? '',
            'x-percloud-cookie': cookie,
            'x-percloud-authorization': authorization,
          });
          return response.end();
        }
        case 'challenge': {
          if (decision.account !== null) {
            const seconds = tries.waitSeconds(decision.account, addressOf(request), performance.now());
            if (seconds > 0) return show(429, 'tooManyTries', app, { 'retry-after': String(seconds) });
            tries.failed(decision.account, addressOf(request), performance.now());
          }
          return show(401, 'appPassword', app, { 'www-authenticate': 'Basic realm="Percloud", charset="UTF-8"' });
        }
        case 'sign-in':
          return redirect(response, leadToEntrance(view, decision.app, /^(GET|HEAD)$/.test(asked.method) ? asked.uri : '/', asked.cookie));
        case 'refuse':
          return show(401, 'signIn', app);
        case 'deny':
          return show(403, 'denied', app);
        case 'closed':
          return show(503, decision.app.reason ?? 'broken', decision.app);
        case 'unknown-host':
          return show(404, 'unknownHost');
      }
    }

    function atEntrance(view: IndexedView, app: GateApp | undefined) {
      const url = URL.canParse(request.url ?? '', 'https://gate') ? new URL(request.url ?? '', 'https://gate') : undefined;
      const { host, cookie } = asked;
      if (url && host === view.panelHost && url.pathname === '/.percloud/enter') {
        const onward = enter(view, tickets, url, cookie, Date.now());
        return onward ? redirect(response, onward) : show(404, 'unknownHost');
      }
      if (url && app && url.pathname === '/.percloud/arrive')
        return redirect(response, arrive(view, tickets, app, url, cookie, Date.now()));
      if (app && url?.pathname === '/.percloud/leave') return redirect(response, leave(view));
      return show(404, 'unknownHost');
    }
  };
}

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

function redirect(response: ServerResponse, { location, cookies }: Redirect) {
  response.writeHead(302, { location, 'set-cookie': cookies, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  response.end();
}

interface Shown {
  status: number;
  page: PageName;
  app: GateApp | undefined;
  headers: Record<string, string | string[]>;
  panelOrigin: string | undefined;
}

function showPage(request: IncomingMessage, response: ServerResponse, { status, page, app, headers, panelOrigin }: Shown) {
  const parts = { language: languageOf(request.headers['accept-language']), app: app?.title, panelOrigin };
  const html = /\btext\/html\b/i.test(request.headers.accept ?? '');
  const { refreshSeconds }: PageText = pageTexts[page];
  response.writeHead(status, {
    'content-type': html ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
    'content-security-policy': pagePolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(refreshSeconds === undefined ? {} : { 'retry-after': String(refreshSeconds) }),
    ...headers,
  });
  response.end(html ? renderPage(page, parts) : renderLine(page, parts));
}
