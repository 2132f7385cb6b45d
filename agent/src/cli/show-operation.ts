import { styleText } from 'node:util';
import { isOver, type Operation } from '@percloud/contract/operations';
import { titleOf } from './operation-title.ts';
import { size } from './output.ts';

const barWidth = 24;

interface Terminal {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** One line that is redrawn on a terminal; a line for each step in a pipe. */
export class OperationLine {
  private readonly out: Terminal;
  private last = '';

  constructor(out: Terminal = process.stdout) {
    this.out = out;
  }

  show(operation: Operation): void {
    if (isOver(operation.status)) this.finish(operation);
    else if (this.out.isTTY) this.out.write(`\r\x1b[2K${renderLine(operation, this.out.columns)}`);
    else this.writeOnce(`${titleOf(operation)}: ${stepOf(operation)}`);
  }

  private finish(operation: Operation) {
    const good = operation.status === 'succeeded';
    const mark = good ? styleText('green', '✓') : styleText('red', '✗');
    this.out.write(`${this.out.isTTY ? '\r\x1b[2K' : ''}${mark} ${titleOf(operation)}: ${operation.status.replace('-', ' ')}\n`);
    const missingBytes = operation.outcome?.memoryMissingBytes;
    if (missingBytes !== undefined)
      this.out.write(
        `  It was not tried out on a copy of the data first, because memory is short: ${size(missingBytes)} more was needed.\n`,
      );
    if (!operation.problem) return;
    const { title, detail, remedy } = operation.problem;
    this.out.write(`  ${title}\n${detail ? `  ${detail}\n` : ''}  What to do: ${remedy}\n`);
  }

  private writeOnce(line: string) {
    if (line !== this.last) this.out.write(`${line}\n`);
    this.last = line;
  }
}

function renderLine(operation: Operation, columns: number | undefined) {
  const done = operation.steps.filter(({ status }) => status === 'done').length;
  const filled = Math.round((barWidth * done) / Math.max(operation.steps.length, 1));
  const bar = `${'━'.repeat(filled)}${styleText('dim', '━'.repeat(barWidth - filled))}`;
  return `${bar} ${`${titleOf(operation)}: ${stepOf(operation)}${bytesOf(operation)}`.slice(0, (columns || 80) - barWidth - 2)}`;
}

const stepOf = ({ status, steps }: Operation) =>
  status === 'queued' ? 'waiting' : (steps.find((step) => step.status === 'running' || step.status === 'undoing')?.name ?? status);

function bytesOf({ progress }: Operation) {
  if (!progress || progress.totalBytes === 0) return '';
  const left = progress.secondsLeft === undefined ? '' : `, ${Math.ceil(progress.secondsLeft)} s left`;
  return ` ${size(progress.doneBytes)} of ${size(progress.totalBytes)}${left}`;
}
