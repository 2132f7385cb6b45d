import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type HostConfig, originOf } from '../../agent/src/host/host-config.ts';
import { QuietNetwork } from './quiet-network.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface VisitOptions {
  /** Whether the person has made their device trust the box. */
  trusting?: boolean;
  locale?: string;
}

/** A real browser that comes to the box: a phone of 360 px, as most people's. */
export class Visit {
  readonly page: Page;
  /** What the browser complained about: a refused style, an exception. */
  readonly complaints: string[] = [];
  private readonly network: QuietNetwork;
  private readonly browser: Browser;
  private readonly context: BrowserContext;
  private readonly origin: string;

  private constructor(network: QuietNetwork, browser: Browser, context: BrowserContext, page: Page, origin: string) {
    this.network = network;
    this.browser = browser;
    this.context = context;
    this.page = page;
    this.origin = origin;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused sign-in or an agent that restarts is no fault of the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(message.text());
    });
  }

  static async begin(host: HostConfig, { trusting = true, locale = 'en-GB' }: VisitOptions = {}): Promise<Visit> {
    const network = await QuietNetwork.open([host.httpsPort, host.httpPort]);
    const browser = await chromium.launch({ executablePath: network.executablePath, args });
    const context = await browser.newContext({ ignoreHTTPSErrors: trusting, locale, viewport: { width: 360, height: 740 } });
    context.setDefaultTimeout(30_000);
    return new Visit(network, browser, context, await context.newPage(), originOf(host.hostname, host));
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  /** Presses a link that opens beside the panel, and waits for what opens. */
  async openBeside(press: () => Promise<void>): Promise<Page> {
    const [beside] = await Promise.all([this.context.waitForEvent('page'), press()]);
    await beside.waitForLoadState();
    return beside;
  }

  /** Nobody is kept out: no axe finding, nothing wider than the screen. */
  async expectUsable(): Promise<void> {
    const { page } = this;
    await page.evaluate(axeSource);
    const findings = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    });
    expect(findings, page.url()).toEqual([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(excess, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
  }

  /** For whoever has to find out why a test failed. */
  async photograph(): Promise<string> {
    const path = join(tmpdir(), `percloud-visit-${Date.now()}.png`);
    await this.page.screenshot({ path, fullPage: true });
    return path;
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.network.close();
  }
}
