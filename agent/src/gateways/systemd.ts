import { Injectable } from '@nestjs/common';
import { CommandFailed, run } from '../host/run.ts';
import { Problem } from '../problem.ts';

/** The host's own services, by systemctl: as root it asks the first process directly, and needs no bus. */
@Injectable()
export class Systemd {
  /** Returns when the unit is up, or has run if it is one that ends. */
  start(unit: string): Promise<void> {
    return this.ask('start', unit);
  }

  stop(unit: string): Promise<void> {
    return this.ask('stop', unit);
  }

  /** Returns at once; everything is stopped in its order, and this process with it. */
  reboot(): Promise<void> {
    return this.ask('start', '--no-block', '--job-mode=replace-irreversibly', 'reboot.target');
  }

  powerOff(): Promise<void> {
    return this.ask('start', '--no-block', '--job-mode=replace-irreversibly', 'poweroff.target');
  }

  private async ask(...args: string[]): Promise<void> {
    try {
      await run('systemctl', ['--no-ask-password', ...args]);
    } catch (cause) {
      if (cause instanceof CommandFailed) throw new Problem('system-refused', { cause });
      throw cause;
    }
  }
}
