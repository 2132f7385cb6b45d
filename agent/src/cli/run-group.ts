import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rootDir } from '../host/root-dir.ts';

const lookMs = 1_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Ending {
  /** There as soon as it has nothing left to do but to end. */
  doneFile: string;
  patienceMs: number;
}

/**
 * Runs Node with these arguments in a process group of its own, and ends whatever of that group is left afterwards: a process that a
 * broken test forgot holds the output open, and whoever reads it to its end waits for ever. Gives back the exit code.
 */
export function runGroup(args: readonly string[], env: Record<string, string>, ending?: Ending): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: rootDir,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const signalGroup = (signal: NodeJS.Signals) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // Nothing of it is left.
      }
    };
    const started = Date.now();
    let doneAt: number | undefined;
    const watch = setInterval(() => {
      if (!ending) return;
      if (existsSync(ending.doneFile)) doneAt ??= Date.now();
      if (doneAt === undefined || Date.now() - doneAt < ending.patienceMs) return;
      process.stdout.write(
        `It was done after ${Math.round((doneAt - started) / 1000)} s and did not end: a test left something running. Ended by force.\n`,
      );
      signalGroup('SIGKILL');
    }, lookMs);
    let asked: NodeJS.Signals | undefined;
    // Asked twice, it does not wait any longer.
    const passOn = (signal: NodeJS.Signals) => {
      signalGroup(asked ? 'SIGKILL' : signal);
      asked = signal;
    };
    for (const signal of signals) process.on(signal, passOn);
    const finish = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, passOn);
    };
    child.on('error', (error) => {
      finish();
      reject(error);
    });
    child.on('exit', (code) => {
      finish();
      signalGroup('SIGKILL');
      // Whoever ends this ends all of it: nothing else is begun.
      if (asked) process.kill(process.pid, asked);
      resolve(code ?? 1);
    });
  });
}
