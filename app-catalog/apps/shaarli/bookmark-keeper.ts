import { expect } from 'vitest';
import type { Person, WebAnswer } from '../../../agent/test/person.ts';

interface Bookmark {
  url: string;
  title: string;
  tags?: string;
  isPrivate?: boolean;
}

/** Somebody with a browser at an app of bookmarks, signed in or not: sends the forms its pages show. */
export class BookmarkKeeper {
  private readonly person: Person;
  private readonly url: string;

  constructor(person: Person, url: string) {
    this.person = person;
    this.url = url;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<WebAnswer> {
    return this.person.fetch(`${this.url}${path}`, { headers: { accept: 'text/html', ...headers } });
  }

  async add({ url, title, tags = '', isPrivate = false }: Bookmark): Promise<void> {
    const token = await this.tokenOf(`/admin/shaare?${new URLSearchParams({ post: url })}`);
    const form = { lf_url: url, lf_title: title, lf_tags: tags, lf_description: '', ...(isPrivate ? { lf_private: 'on' } : {}), token };
    const answer = await this.post('/admin/shaare', `${new URLSearchParams(form)}`);
    expect(answer.status, answer.text).toBe(302);
  }

  /** Titles, newest first, of what is listed on a page. */
  async titles(path = '/'): Promise<string[]> {
    const found = (await this.get(path)).text.matchAll(/<span class="linklist-link">(.*?)<\/span>\s*<\/a>/g);
    // What was searched for is marked.
    return [...found].map(([, title = '']) => title.replaceAll(/<[^>]*>/g, ''));
  }

  /** The file a browser can read. */
  async export(): Promise<string> {
    const form = new URLSearchParams({ selection: 'all', token: await this.tokenOf('/admin/export') });
    return (await this.post('/admin/export', `${form}`)).text;
  }

  /** What the page says about it. */
  async import(file: string): Promise<string> {
    const boundary = 'bookmarks-of-a-browser';
    const field = (name: string, value: string) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const upload = `--${boundary}\r\ncontent-disposition: form-data; name="filetoupload"; filename="bookmarks.html"\r\ncontent-type: text/html\r\n\r\n${file}\r\n`;
    const fields = field('token', await this.tokenOf('/admin/import')) + field('privacy', 'default');
    await this.post('/admin/import', `${fields}${upload}--${boundary}--\r\n`, `multipart/form-data; boundary=${boundary}`);
    const page = (await this.get('/admin/import')).text;
    return (/header-alert-message[\s\S]*?<p>([\s\S]*?)<\/p>/.exec(page)?.[1] ?? '').trim();
  }

  post(path: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<WebAnswer> {
    const headers = { origin: this.url, 'content-type': type };
    return this.person.fetch(`${this.url}${path}`, { method: 'POST', headers, body });
  }

  private async tokenOf(path: string): Promise<string> {
    const answer = await this.get(path);
    const [, token] = /name="token" value="([0-9a-f]+)"/.exec(answer.text) ?? [];
    if (!token) throw new Error(`${path} answers ${answer.status} without a form: ${answer.text.slice(0, 300)}`);
    return token;
  }
}
