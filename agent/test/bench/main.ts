import { parseArgs } from 'node:util';
import { setup } from '../prepare.ts';
import { measureAgentStart } from './agent-start.ts';
import { measureApps } from './apps.ts';
import { measureAppsList } from './apps-list.ts';
import { measureBackup } from './backup.ts';
import { BenchBox } from './bench-box.ts';
import { type Figure, showFigures } from './figure.ts';
import { measureFirstView } from './first-view.ts';
import { measureGate } from './gate.ts';
import { measureHeap } from './heap.ts';
import { measureIdleMemory } from './idle-memory.ts';
import { measureInstall } from './install.ts';
import { measureInstallClick } from './install-click.ts';
import { measureSearch } from './search.ts';
import { measureSnapshot } from './snapshot.ts';
import { measureUpgrade } from './upgrade.ts';

const measurements: Record<string, (box: BenchBox) => Promise<Figure[]>> = {
  install: measureInstall,
  upgrade: measureUpgrade,
  start: measureAgentStart,
  memory: measureIdleMemory,
  list: measureAppsList,
  heap: measureHeap,
  gate: measureGate,
  snapshot: measureSnapshot,
  backup: measureBackup,
  panel: measureFirstView,
  click: measureInstallClick,
  search: measureSearch,
  apps: measureApps,
};

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true }, steps: { type: 'boolean' } },
});
const chosen = values.only ?? Object.keys(measurements);
const unknown = chosen.filter((name) => !(name in measurements));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}`);

await setup();
const box = await BenchBox.start();
const figures: Figure[] = [];
try {
  for (const name of chosen) {
    console.error(`measuring ${name} …`);
    const found = (await measurements[name]?.(box)) ?? [];
    figures.push(...found);
    for (const { name, value, unit } of found) console.error(`  ${name}: ${value} ${unit}`);
  }
} finally {
  await box.installation.stop();
}
console.log(values.json ? JSON.stringify(figures, null, 2) : showFigures(figures));
