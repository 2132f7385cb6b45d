import type { Page } from 'playwright-core';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { PanelVisitor } from './panel-visitor.ts';

const rounds = 9;

/** From the press on “Install” until the dock that says so is painted. */
export async function measureInstallClick(box: BenchBox): Promise<Figure[]> {
  await using visitor = await PanelVisitor.arrive(box);
  const { page } = await visitor.open({ signedIn: true });
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(`${visitor.origin}/catalog/radicale`);
    await page.getByRole('button', { name: /^Install/ }).click();
    const install = page.locator('dialog button[type="submit"]');
    await install.waitFor();
    await page.evaluate(watchForDock);
    await install.click();
    delays.push(await untilDock(page));
    const [started] = await box.owner.person.api.call('listOperations', { query: { limit: '1' } });
    if (started?.kind !== 'app.install') throw new Error('nothing was installed');
    await box.succeeded(started);
    await box.delete(await box.owner.app(started.subject.app ?? ''));
  }
  return [figure('click on Install to visible progress', 'ms', delays, 100)];
}

/** Runs in the page. A message is handled after the frame was painted. */
function watchForDock() {
  let pressedAt = 0;
  const press = ({ timeStamp }: Event) => {
    pressedAt = timeStamp;
  };
  addEventListener('click', press, { capture: true, once: true });
  const watcher = new MutationObserver(() => {
    if (!document.querySelector('.dock')) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => Object.assign(window, { dockAfterMs: performance.now() - pressedAt });
      port2.postMessage(null);
    });
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}

async function untilDock(page: Page): Promise<number> {
  const delay = await page.waitForFunction(() => (window as unknown as { dockAfterMs?: number }).dockAfterMs);
  return (await delay.jsonValue()) ?? Number.NaN;
}
