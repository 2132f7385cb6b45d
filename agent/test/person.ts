import type { IncomingHttpHeaders } from 'node:http';
import { request as overTcp } from 'node:http';
import { request as overTls } from 'node:https';
import { ApiClient } from '../src/cli/client.ts';
import { type HostConfig, originOf } from '../src/host/host-config.ts';

export interface WebRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Follow at most so many redirects; default none. */
  redirects?: number;
}

export interface WebAnswer {
  url: string;
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Somebody with a browser: our root trusted, cookies kept by host name, every name leading to this machine. */
export class Person {
  readonly api: ApiClient;
  readonly origin: string;
  /** By host name, then cookie name. */
  readonly cookies = new Map<string, Map<string, string>>();
  private readonly root: string | Buffer;
  private readonly doors: Readonly<Record<string, number>>;

  /** `doors`: by the port that an address names, the one of this machine that leads there; by itself it is the same. */
  constructor(
    box: Pick<HostConfig, 'hostname' | 'httpsPort'> & { rootCertificate: string | Buffer },
    doors: Readonly<Record<string, number>> = {},
  ) {
    this.origin = originOf(box.hostname, box);
    this.root = box.rootCertificate;
    this.doors = doors;
    this.api = new ApiClient(async ({ method, path, body }) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { origin: this.origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      return this.fetch(`${this.origin}${path}`, { method, headers, ...json });
    });
  }

  async fetch(address: string, options: WebRequest = {}): Promise<WebAnswer> {
    const answer = await this.send(new URL(address), options);
    const { location } = answer.headers;
    if (!location || !options.redirects || answer.status < 300 || answer.status > 399) return answer;
    return this.fetch(new URL(location, address).href, { headers: options.headers, redirects: options.redirects - 1 });
  }

  private send(url: URL, { method = 'GET', headers = {}, body }: WebRequest): Promise<WebAnswer> {
    const cookie = [...(this.cookies.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const named = url.port || (url.protocol === 'https:' ? '443' : '80');
    const target = {
      host: '127.0.0.1',
      port: this.doors[named] ?? named,
      method,
      path: `${url.pathname}${url.search}`,
      agent: false as const,
    };
    const all = { host: url.host, ...(cookie ? { cookie } : {}), ...length, ...headers };
    return new Promise((resolve, reject) => {
      const sent =
        url.protocol === 'https:'
          ? overTls({ ...target, headers: all, ca: this.root, servername: url.hostname })
          : overTcp({ ...target, headers: all });
      sent.on('error', reject);
      sent.on('response', (response) => {
        this.keepCookies(url.hostname, response.headers['set-cookie'] ?? []);
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ url: url.href, status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      sent.end(body);
    });
  }

  private keepCookies(hostname: string, lines: readonly string[]) {
    const jar = this.cookies.get(hostname) ?? new Map<string, string>();
    this.cookies.set(hostname, jar);
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute) || /^\s*expires=.*1970/i.test(attribute));
      if (gone) jar.delete(name);
      else jar.set(name, pair.slice(at + 1).trim());
    }
  }
}
