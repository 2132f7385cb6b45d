import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../../../control-ui/test/browser/open-browser.ts';
import type { QuietNetwork } from '../../../control-ui/test/browser/quiet-network.ts';
import { originOf } from '../../src/host/host-config.ts';
import type { BenchBox } from './bench-box.ts';

/** A browser in front of the panel: every visit begins with nothing in its cache. */
export class PanelVisitor {
  readonly origin: string;
  private readonly network: QuietNetwork;
  private readonly browser: Browser;
  private readonly box: BenchBox;

  private constructor(box: BenchBox, network: QuietNetwork, browser: Browser) {
    this.box = box;
    this.network = network;
    this.browser = browser;
    this.origin = originOf(box.installation.host.hostname, box.installation.host);
  }

  static async arrive(box: BenchBox): Promise<PanelVisitor> {
    const { network, browser } = await openBrowser(box.installation.host, { trusting: true });
    return new PanelVisitor(box, network, browser);
  }

  /** A page that shows nothing yet, and the browser's own view of it. */
  async open({ signedIn }: { signedIn: boolean }): Promise<{ context: BrowserContext; page: Page; inspector: CDPSession }> {
    const context = await this.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    const { sessionToken: value } = this.box;
    if (signedIn) await context.addCookies([{ name: '__Host-percloud', value, url: this.origin, secure: true, httpOnly: true }]);
    const page = await context.newPage();
    return { context, page, inspector: await context.newCDPSession(page) };
  }

  async [Symbol.asyncDispose]() {
    await this.browser.close();
    await this.network.close();
  }
}
