import { join } from 'node:path';
import { z } from 'zod';
import { findText } from './read-text.ts';

export interface Machine {
  /** "Raspberry Pi 4 Model B Rev 1.4", "LENOVO ThinkCentre M720q"; empty when it doesn't say. */
  model: string;
  /** As Node calls it: `x64`, `arm64`. */
  architecture: string;
  processor: { model: string; cores: number };
  memoryBytes: number;
  /** The kernel's own idea of when it started; wrong by as much as the clock was then. */
  startedAt: Date;
}

/** What makers leave in a field nobody filled in. */
const meaningless =
  /^(?:to be filled by o\.?e\.?m\.?|default string|system product name|system manufacturer|not applicable|none|o\.e\.m\.)$/i;

/**
 * What doesn't change while the machine runs. From the device tree (ARM) or DMI (PCs), `/proc/cpuinfo`, `/proc/meminfo`, `/proc/stat`.
 * @param root Where `proc` and `sys` are; another one in tests.
 * @throws where /proc is not Linux's.
 */
export function readMachine(root = '/'): Machine {
  const processor = parseProcessor(findText(join(root, 'proc/cpuinfo')) ?? '');
  const started = field(findText(join(root, 'proc/stat')) ?? '', /^btime (\d+)$/m);
  return {
    model: readModel(root),
    architecture: process.arch,
    processor,
    memoryBytes: field(findText(join(root, 'proc/meminfo')) ?? '', /^MemTotal:\s+(\d+) kB$/m) * 1024,
    startedAt: new Date(started * 1000),
  };
}

function readModel(root: string): string {
  const tree = findText(join(root, 'proc/device-tree/model'));
  if (tree) return tree;
  const dmi = (name: string) => findText(join(root, 'sys/class/dmi/id', name));
  const said = [dmi('sys_vendor'), dmi('product_name')].map((text) => text?.trim() ?? '');
  const [vendor = '', product = ''] = said.map((text) => (meaningless.test(text) ? '' : text));
  return product.startsWith(vendor) ? product : `${vendor} ${product}`.trim();
}

/** PCs name their processor; ARM boards number its design only, which helps nobody. */
function parseProcessor(cpuinfo: string) {
  const models = [...cpuinfo.matchAll(/^model name\s*:\s*(.+)$/gm)].map(([, model]) => model?.trim() ?? '');
  const cores = cpuinfo.match(/^processor\s*:/gm)?.length ?? 0;
  return {
    model: (models[0] ?? '').replace(/\((?:R|TM)\)/g, '').replace(/\s+(?:CPU )?@ .*$/, ''),
    cores: z.number().positive().parse(cores),
  };
}

const field = (text: string, pattern: RegExp) => z.coerce.number().positive().parse(pattern.exec(text)?.[1]);
