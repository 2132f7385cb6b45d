import type { CDPSession, Page } from 'playwright-core';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { PanelVisitor } from './panel-visitor.ts';

const rounds = 7;
const pages = [
  { name: 'sign-in page', path: '/sign-in', signedIn: false, useful: 'form button[type="submit"]' },
  { name: 'home, three apps', path: '/', signedIn: true, useful: '.tile-app' },
];
const circumstances = [
  { name: '', slowdown: 1, slowNetwork: false },
  { name: ', processor four times slower', slowdown: 4, slowNetwork: false },
  { name: ', 3G', slowdown: 1, slowNetwork: true },
];
/** As WebPageTest understands “3G fast”. */
const threeG = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 768_000 / 8 };

/** What a browser that was never here fetches until the page is of use, and when the largest part of it is painted. */
export async function measureFirstView(box: BenchBox): Promise<Figure[]> {
  await box.threeApps();
  await using visitor = await PanelVisitor.arrive(box);
  const figures: Figure[] = [];
  for (const page of pages) {
    for (const { name, ...circumstance } of circumstances) {
      const views: View[] = [];
      for (let round = 0; round < rounds; round += 1) views.push(await view(visitor, page, circumstance));
      const usual = name === '';
      const lcp = views.map(({ lcpMs }) => lcpMs);
      figures.push(figure(`${page.name}: largest contentful paint${name}`, 'ms', lcp, usual ? 300 : null));
      if (!usual) continue;
      const of = (what: (one: View) => number) => views.map(what);
      figures.push(
        figure(
          `${page.name}: fetched until it is of use`,
          'KB',
          of(({ bytes }) => bytes / 1000),
          60,
        ),
      );
      figures.push(
        figure(
          `${page.name}: requests until it is of use`,
          'requests',
          of(({ requests }) => requests),
          8,
        ),
      );
    }
  }
  return figures;
}

interface View {
  lcpMs: number;
  bytes: number;
  requests: number;
}

type Place = (typeof pages)[number];
type Circumstance = Omit<(typeof circumstances)[number], 'name'>;

async function view(visitor: PanelVisitor, { path, signedIn, useful }: Place, { slowdown, slowNetwork }: Circumstance): Promise<View> {
  const { context, page, inspector } = await visitor.open({ signedIn });
  try {
    const traffic = await watchTraffic(inspector);
    await inspector.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    if (slowNetwork) await inspector.send('Network.emulateNetworkConditions', threeG);
    await page.goto(`${visitor.origin}${path}`, { waitUntil: 'commit' });
    await page.locator(useful).first().waitFor();
    const fetched = traffic();
    return { ...fetched, lcpMs: await largestContentfulPaint(page) };
  } finally {
    await context.close();
  }
}

/** Requests so far, and the bytes of their answers, as they came over the wire with their headers. */
async function watchTraffic(inspector: CDPSession): Promise<() => { requests: number; bytes: number }> {
  let [requests, bytes] = [0, 0];
  await inspector.send('Network.enable');
  inspector.on('Network.requestWillBeSent', () => {
    requests += 1;
  });
  inspector.on('Network.responseReceived', ({ response }) => {
    bytes += response.encodedDataLength;
  });
  inspector.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => ({ requests, bytes });
}

/** The last one the browser told of, once nothing more has come for a while. */
const largestContentfulPaint = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let latest = Number.NaN;
        new PerformanceObserver((list) => {
          latest = list.getEntries().at(-1)?.startTime ?? latest;
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        setTimeout(() => resolve(latest), 700);
      }),
  );
