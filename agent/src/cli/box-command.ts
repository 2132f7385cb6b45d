import type { Box } from '@percloud/contract/box';
import type { Command } from 'commander';
import { boxCareCommands } from './box-care-commands.ts';
import { withData } from './common-options.ts';
import { type CommonOptions, connect } from './context.ts';
import { printJson, printTable } from './output.ts';
import { plainWords } from './plain-text.ts';

export function boxCommand(program: Command): void {
  const box = withData(program.command('box').description('The machine: processor, memory, disks, versions.')).action(showBox);
  boxCareCommands(box);
}

async function showBox(options: CommonOptions): Promise<void> {
  const { client } = await connect(options);
  const box = await client.call('getBox');
  if (options.json) return printJson(box);
  for (const line of [...machineLines(box), '']) process.stdout.write(`${plainWords(line)}\n`);
  printTable(
    ['DISK', 'KIND', 'SIZE', 'USED', 'FREE', 'HOLDS', 'HEALTH', 'MODEL'],
    box.disks.map(({ device, kind, sizeBytes, usedBytes, freeBytes, holds, health, model }) => [
      device,
      kind,
      ...[sizeBytes, usedBytes, freeBytes].map(gigabytes),
      holds.join(', ') || '–',
      health,
      model || '–',
    ]),
  );
}

function machineLines({ hostname, model, processor, memoryBytes, startedAt, versions, networkCards, usbDevices }: Box): string[] {
  const connected = networkCards.filter((card) => card.connected).map(({ name }) => name);
  return [
    [hostname, model].filter(Boolean).join(', '),
    [processor.model, `${processor.cores} cores`, `${(memoryBytes / 1024 ** 3).toFixed(1)} GB of memory`].filter(Boolean).join(', '),
    `up since ${startedAt}`,
    `network: ${connected.join(', ') || 'not connected'}`,
    ...(usbDevices.length > 0 ? [`USB: ${usbDevices.join(', ')}`] : []),
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ];
}

const gigabytes = (bytes: number | null) => (bytes === null ? '–' : `${(bytes / 1e9).toFixed(1)} GB`);
