import type { Page } from 'playwright-core';
import type { HostConfig } from '../../../agent/src/host/host-config.ts';
import type { Screen } from '../../../control-ui/test/browser/screens.ts';
import { Visit } from '../../../control-ui/test/browser/visit.ts';

/** Somebody who writes in a blog, in a real browser, with what there is to press on its pages. */
export class Writer {
  readonly page: Page;
  readonly visit: Visit;

  private constructor(visit: Visit) {
    this.visit = visit;
    this.page = visit.page;
  }

  static async signIn(host: HostConfig, screen?: Screen, name?: string): Promise<Writer> {
    const visit = await Visit.begin(host, { screen });
    await visit.signIn(name);
    return new Writer(visit);
  }

  /** From where "Open" leads to a published post, without an address typed; gives back the post's. */
  async write(openUrl: string, post: { title: string; text: string; picture?: string }): Promise<string> {
    const { page } = this;
    await page.goto(openUrl);
    await page.locator('.percloud-doors .button-primary').click();
    await page.locator('#title').fill(post.title);
    await page.frameLocator('#content_ifr').locator('body').fill(post.text);
    if (post.picture) await this.addPicture(post.picture);
    const published = page.locator('#message a').first();
    // While a draft is being saved by itself, pressing it does nothing, and that may begin between the look and the press: press again.
    for (let presses = 0; presses < 5 && !(await published.isVisible()); presses++) {
      await page.locator('#publish:not(.disabled)').click();
      await published.waitFor({ timeout: 10_000 }).catch(() => undefined);
    }
    await published.waitFor();
    return (await published.getAttribute('href')) ?? '';
  }

  async comment(postUrl: string, text: string): Promise<void> {
    await this.page.goto(postUrl);
    await this.page.locator('#comment').fill(text);
    await this.page.locator('#commentform [type=submit]').click();
    await this.page.waitForLoadState();
  }

  private async addPicture(name: string) {
    const { page } = this;
    await page.locator('#insert-media-button').click();
    await page.locator('.media-modal input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer: await this.draw() });
    // Chosen by itself once it is stored.
    await page.locator('.media-modal .media-button-insert:enabled').click();
    await page.frameLocator('#content_ifr').locator('img').waitFor();
  }

  /** A photo as phones make them, in size if not in beauty. */
  private async draw(): Promise<Buffer> {
    const base64 = await this.page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 2400;
      canvas.height = 1800;
      const pen = canvas.getContext('2d');
      for (let x = 0; pen && x < 2400; x += 40) {
        pen.fillStyle = `hsl(${x / 8} 70% 60%)`;
        pen.fillRect(x, 0, 40, 1800);
      }
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
    });
    return Buffer.from(base64, 'base64');
  }

  /** What the blog's own pages may ask of its REST API, being signed in and having their nonce. */
  async askRest(path: string, { withNonce = true, body }: { withNonce?: boolean; body?: object } = {}): Promise<number> {
    return this.page.evaluate(
      async ([route = '', nonce = '', json = '']) => {
        const settings = (window as unknown as { wpApiSettings?: { nonce: string } }).wpApiSettings;
        const headers = new Headers(nonce && settings ? { 'X-WP-Nonce': settings.nonce } : {});
        if (json) headers.set('Content-Type', 'application/json');
        const sent = json ? { method: 'POST', body: json, headers } : { headers };
        return (await fetch(`/wp-json/wp/v2${route}`, sent)).status;
      },
      [path, withNonce ? 'yes' : '', body ? JSON.stringify(body) : ''],
    );
  }

  end(): Promise<void> {
    return this.visit.end();
  }
}
