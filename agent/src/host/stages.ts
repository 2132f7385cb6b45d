import { styleText } from 'node:util';
import { CommandFailed } from './run.ts';
import { Stop } from './stop.ts';

const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

interface Out {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Named stages of a command with the time each took: redrawn on a terminal, one plain line each in a pipe. */
export class Stages {
  private readonly out: Out;
  private readonly startedMs = performance.now();

  constructor(out: Out = process.stdout) {
    this.out = out;
  }

  /** `work` may give back a few words to stand behind the name: "unchanged". */
  async stage(
    name: string,
    work: (say: (text: string) => void) => Promise<string | undefined> | Promise<void>,
    log?: string,
  ): Promise<void> {
    const startedMs = performance.now();
    let detail = '';
    const draw = () => this.draw(`${styleText('cyan', '…')} ${name} ${styleText('dim', `${seconds(startedMs)}  ${detail}`)}`);
    const timer = this.out.isTTY ? setInterval(draw, 200) : undefined;
    try {
      const outcome = await work((text) => {
        detail = text.trim().split('\n').at(-1)?.slice(0, 60) ?? '';
      });
      this.line(`${styleText('green', '✓')} ${name} ${styleText('dim', outcome ?? seconds(startedMs))}`);
    } catch (error) {
      this.line(`${styleText('red', '✗')} ${name} ${styleText('dim', seconds(startedMs))}`);
      if (error instanceof CommandFailed)
        throw new Stop(error.message, {
          remedy: 'Mend what the lines above name, then run the same command again: it goes on from here.',
          log,
          cause: error,
        });
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  elapsed() {
    return seconds(this.startedMs);
  }

  private draw(text: string) {
    this.out.write(`\r\x1b[2K${text}`);
  }

  private line(text: string) {
    if (this.out.isTTY) this.draw(`${text}\n`);
    else this.out.write(`${text}\n`);
  }
}
