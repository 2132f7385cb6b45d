import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type HostConfig, originOf } from '../../../agent/src/host/host-config.ts';
import type { Fill, Sentence } from '../../src/i18n/i18n.ts';
import { whileFrozen } from './frozen.ts';
import { openBrowser } from './open-browser.ts';
import { accepting, expectPicture } from './picture.ts';
import type { QuietNetwork } from './quiet-network.ts';
import { watchRequests } from './requests.ts';
import { desktop, type Screen } from './screens.ts';
import { expectUsable, schemes } from './usable.ts';
import { type Say, wordsIn } from './words.ts';

const locales = { en: 'en-GB', es: 'es-ES', it: 'it-IT' };

interface VisitOptions {
  screen?: Screen;
  /** Whether the person has made their device trust the box. */
  trusting?: boolean;
}

/** A real browser that comes to the box, and what its person sees and presses, in the words of their language. */
export class Visit {
  readonly page: Page;
  readonly say: Say;
  /** What the browser complained about: a refused style, an exception. */
  readonly complaints: string[] = [];
  readonly network: QuietNetwork;
  readonly origin: string;
  private readonly screen: Screen;
  private readonly browser: Browser;
  private readonly context: BrowserContext;
  private readonly untilQuiet: () => Promise<void>;

  private constructor(network: QuietNetwork, browser: Browser, context: BrowserContext, page: Page, origin: string, screen: Screen) {
    this.network = network;
    this.browser = browser;
    this.context = context;
    this.page = page;
    this.origin = origin;
    this.screen = screen;
    this.say = wordsIn(screen.language);
    this.untilQuiet = watchRequests(page);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused sign-in or an agent that restarts is no fault of the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(message.text());
    });
  }

  static async begin(host: HostConfig, { trusting = true, screen = desktop }: VisitOptions = {}): Promise<Visit> {
    const { network, browser } = await openBrowser(host, { trusting });
    const { width, height, language } = screen;
    const context = await browser.newContext({
      ignoreHTTPSErrors: trusting,
      locale: locales[language],
      timezoneId: 'UTC',
      viewport: { width, height },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(90_000);
    return new Visit(network, browser, context, await context.newPage(), originOf(host.hostname, host), screen);
  }

  button = (name: Sentence, fill?: Fill) => this.page.getByRole('button', { name: this.say(name, fill), exact: true });
  link = (name: Sentence, fill?: Fill) => this.page.getByRole('link', { name: this.say(name, fill), exact: true });
  heading = (name: Sentence, fill?: Fill) => this.page.getByRole('heading', { name: this.say(name, fill) });
  field = (label: Sentence, fill?: Fill) => this.page.getByLabel(this.say(label, fill), { exact: true });
  dialog = () => this.page.getByRole('dialog');
  /** The button of a dialog that does what it says. */
  confirm = (name: Sentence) => this.dialog().getByRole('button', { name: this.say(name), exact: true });
  tab = (name: Sentence) =>
    this.page.getByRole('navigation', { name: this.say('app.tabs') }).getByRole('link', { name: this.say(name), exact: true });
  /** One of the panel's pages, beside or below every page. */
  place = (name: Sentence) =>
    this.page.getByRole('navigation', { name: this.say('nav.label') }).getByRole('link', { name: this.say(name), exact: true });
  /** The way to an app's page. */
  tile = (title: string) => this.page.locator('.tile-app', { hasText: title });

  /** Waits until it is there. */
  async seen(sentence: Sentence, fill?: Fill): Promise<Locator> {
    return this.seenText(this.say(sentence, fill));
  }

  async seenText(text: string | RegExp): Promise<Locator> {
    const found = this.page.getByText(text).filter({ visible: true }).first();
    await found.waitFor();
    return found;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  async signIn(name = 'ada', password = 'correct horse battery'): Promise<void> {
    await this.goTo('/sign-in');
    await this.field('sign-in.name').fill(name);
    await this.field('sign-in.password').fill(password);
    await this.button('sign-in.sign-in').click();
    await this.place('nav.home').waitFor();
  }

  /** Presses a link that opens beside the panel, and waits for what opens. */
  async openBeside(press: () => Promise<void>): Promise<Page> {
    const [beside] = await Promise.all([this.context.waitForEvent('page'), press()]);
    await beside.waitForLoadState();
    return beside;
  }

  expectUsable(): Promise<void> {
    return expectUsable(this.page);
  }

  /** Usable, and as in the reference pictures, by day and by night. */
  async expectToLookLike(name: string): Promise<void> {
    await this.expectByDayAndNight(name, async () => {
      await this.putNewsAway();
      return whileFrozen(this.page, this.screen, this.say, () => this.takeWholePage());
    });
  }

  /** The same of a part, on a page whose other parts never stand still. */
  async expectPartToLookLike(name: string, part: Locator): Promise<void> {
    await this.expectByDayAndNight(name, () => part.screenshot({ animations: 'disabled', caret: 'hide' }));
  }

  private async expectByDayAndNight(name: string, take: () => Promise<Buffer>): Promise<void> {
    await this.expectUsable();
    for (const colorScheme of schemes) {
      await this.page.emulateMedia({ colorScheme });
      // There is no second try at a picture that is taken as it comes.
      if (accepting) await this.untilQuiet();
      await expectPicture(`${name}-${this.screen.name}-${colorScheme}`, take);
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** They go away by themselves, sooner or later, maybe between a look and a press. Also behind a dialog, where nobody could press. */
  private async putNewsAway(): Promise<void> {
    const putAway = this.button('operation.put-away').filter({ visible: true });
    while ((await putAway.count()) > 0)
      await putAway.evaluateAll((all: HTMLElement[]) => {
        for (const one of all) one.click();
      });
  }

  /** On a screen as high as the page, so that what stands at its lower edge hides nothing. */
  private async takeWholePage(): Promise<Buffer> {
    const { width, height } = this.screen;
    const pageHeight = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width, height: Math.max(height, pageHeight) });
    const taken = await this.page.screenshot({ animations: 'disabled', caret: 'hide' });
    await this.page.setViewportSize({ width, height });
    return taken;
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
