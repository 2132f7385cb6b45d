import type { CheckName, Finding } from '@percloud/contract/health';
import type { Command } from 'commander';
import { withData } from './common-options.ts';
import { type CommonOptions, connect } from './context.ts';
import { NotFound } from './exit-codes.ts';
import { finish, type WatchOptions, withWatch } from './finish-operation.ts';
import { printJson, printTable } from './output.ts';

export function findingCommands(program: Command): void {
  withData(program.command('findings').description('What needs attention, the worst first.')).action(list);
  withWatch(withData(program.command('remedy').description('Start what mends a finding.')))
    .argument('<finding>', 'its id, as “percloud findings” says')
    .argument('[remedy]', 'one of its remedies; the first unless named')
    .action(apply);
}

const words: Record<CheckName, string> = {
  'disk-filling': 'The disk is filling',
  'disk-failing': 'A disk is failing: make a copy now, then replace it',
  'disk-errors': 'The disk gives back something else than was written, or does not answer',
  'memory-short': 'Memory is short',
  'too-hot': 'The box is too hot',
  undervoltage: 'The power supply is too weak',
  'app-unhealthy': 'An app is not well',
  'app-restarting': 'An app keeps stopping',
  'name-unresolvable': 'The box is not found by its name',
  'clock-wrong': 'The clock is wrong',
  'clock-jumped': 'The clock was set anew: what is done by the clock may be early, late or twice',
  'certificate-expiring': 'A certificate is about to end',
  'catalog-unreachable': 'The catalog can’t be reached',
  'update-waiting': 'An update is ready',
  'snapshots-large': 'Snapshots hold much room',
  'backup-overdue': 'No backup of these days: “percloud backup now”',
  'backup-unproven': 'A backup is not proven',
  'bin-large': 'An app in the bin holds much room: “percloud app delete” empties it',
};

async function list(options: CommonOptions): Promise<void> {
  const { client } = await connect(options);
  const findings = await client.call('listFindings');
  if (options.json) return printJson(findings);
  const solved = await client.call('listSolvedFindings');
  if (findings.length === 0) process.stdout.write('All is well.\n');
  else printFindings(findings);
  for (const one of solved) process.stdout.write(`Over since ${one.solvedAt}: ${words[one.check]} (${one.case})\n`);
}

function printFindings(findings: readonly Finding[]) {
  printTable(
    ['ID', 'WHAT', 'IN DETAIL', 'SINCE', 'REMEDIES'],
    findings.map((one) => [
      one.id,
      `${words[one.check]} (${one.case})`,
      detailOf(one),
      one.since,
      one.remedies.map(({ name }) => name).join(', '),
    ]),
  );
}

async function apply(id: string, name: string | undefined, options: CommonOptions & WatchOptions): Promise<void> {
  const context = await connect(options);
  const finding = (await context.client.call('listFindings')).find((one) => one.id === id);
  if (!finding) throw new NotFound(`There is no finding “${id}”.`, 'See “percloud findings”.');
  const remedy = name === undefined ? finding.remedies[0] : finding.remedies.find((one) => one.name === name);
  const names = finding.remedies.map((one) => one.name).join(', ');
  if (!remedy) throw new NotFound(`There is no such remedy for “${id}”.`, names ? `Choose one of: ${names}` : 'Nothing here mends it.');
  await finish(context, await context.client.call('applyRemedy', { params: { finding: id, remedy: remedy.name } }), options);
}

const detailOf = ({ values }: Finding) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
