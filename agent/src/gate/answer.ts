import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { languageOf } from '@percloud/contract/words';
import type { Redirect } from './entrance.ts';
import { pagePolicy, renderLine, renderPage } from './page.ts';
import { type PageName, type PageText, pageTexts } from './page-texts.ts';
import type { GateApp } from './view.ts';

/** What Caddy or a browser is told. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  page?: { name: PageName; app: GateApp | undefined };
}

export const showPage = (status: number, name: PageName, app?: GateApp, headers: OutgoingHttpHeaders = {}): Answer => {
  const { refreshSeconds }: PageText = pageTexts[name];
  const again = refreshSeconds === undefined ? {} : { 'retry-after': String(refreshSeconds) };
  return { status, headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...again, ...headers }, page: { name, app } };
};

export const leadTo = ({ location, cookies }: Redirect): Answer => ({
  status: 302,
  headers: { location, 'set-cookie': cookies, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
});

export function write({ headers: asked }: IncomingMessage, response: ServerResponse, answer: Answer, panelOrigin: string | undefined) {
  const { status, headers, page } = answer;
  if (!page) return response.writeHead(status, headers).end();
  const parts = { language: languageOf(asked['accept-language']), app: page.app?.title, panelOrigin };
  const html = /\btext\/html\b/i.test(asked.accept ?? '');
  const safe = { 'content-security-policy': pagePolicy, 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...safe, 'content-type': `text/${html ? 'html' : 'plain'}; charset=utf-8`, ...headers });
  return response.end(html ? renderPage(page.name, parts) : renderLine(page.name, parts));
}
