import { asApp, catalogOf, releaseOf } from '../../../control-ui/test/browser/catalog-of.ts';
import { BenchBox } from './bench-box.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { PanelVisitor } from './panel-visitor.ts';

const rounds = 7;
const count = 300;
const categories = ['write', 'keep-and-share', 'be-reachable', 'plan', 'house'] as const;

/** A box whose catalog has 300 apps; each letter typed into the search until what it found is painted. */
export async function measureSearch(): Promise<Figure[]> {
  const release = await releaseOf('radicale');
  const words = (index: number) => `Calendar ${index} for the ${['house', 'garden', 'family'][index % 3]}`;
  const apps = Array.from({ length: count }, (_, index) => {
    const title = { en: words(index), es: words(index), it: words(index) };
    return asApp(release, `app-${index}`, { title, category: categories[index % categories.length] });
  });
  const { catalog, remove } = await catalogOf(apps);
  const box = await BenchBox.start({ catalog });
  try {
    const letters = await typeAndMeasure(box);
    return [
      figure(
        `catalog of ${count} apps: keystroke to what it found, p95`,
        'ms',
        letters.map((one) => percentile(one, 0.95)),
        50,
      ),
    ];
  } finally {
    await box.installation.stop();
    await remove();
  }
}

async function typeAndMeasure(box: BenchBox): Promise<number[][]> {
  await using visitor = await PanelVisitor.arrive(box);
  const { page } = await visitor.open({ signedIn: true });
  await page.goto(`${visitor.origin}/catalog`);
  await page.waitForFunction((all) => document.querySelectorAll('.catalog-card').length === all, count);
  await page.evaluate(watchKeystrokes);
  const search = page.getByRole('searchbox');
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    await search.pressSequentially('calendar 29 garden', { delay: 120 });
    await page.waitForTimeout(200);
    rows.push(await page.evaluate(() => (window as unknown as { delays: number[] }).delays.splice(0)));
    await search.clear();
    await page.waitForTimeout(200);
    await page.evaluate(() => (window as unknown as { delays: number[] }).delays.splice(0));
  }
  return rows;
}

/** Runs in the page. A message is handled after the frame was painted. */
function watchKeystrokes() {
  const delays: number[] = [];
  Object.assign(window, { delays });
  addEventListener(
    'input',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => delays.push(performance.now() - timeStamp);
        port2.postMessage(null);
      }),
    { capture: true },
  );
}
