import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { SshAccess } from '@percloud/contract/box-care';
import { readSshKey } from '@percloud/contract/ssh-key';
import { Systemd } from '../gateways/systemd.ts';
import { writeWhole } from '../host/box.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { hasCode } from '../problem.ts';
import { removeForGood } from '../remove-for-good.ts';

const unit = 'percloud-ssh.service';

/** Who may come in by SSH: whose key lies in one file. Without it the door is not there. */
@Injectable()
export class Ssh {
  private readonly file: string;

  constructor(
    host: Host,
    private readonly systemd: Systemd,
  ) {
    this.file = paths(host).sshKeys;
  }

  async get(): Promise<SshAccess> {
    const lines = (await this.read()).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    return {
      keys: lines.map((line) => {
        const key = readSshKey(line);
        return 'wrong' in key
          ? { type: '', fingerprint: '', comment: line.slice(0, 60) }
          : { type: key.type, fingerprint: fingerprint(key.base64), comment: key.comment };
      }),
    };
  }

  async read(): Promise<string> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return '';
      throw error;
    }
  }

  /** Every text that was there before is replaced; nothing at all shuts the door. */
  async write(text: string): Promise<void> {
    if (text === '') return removeForGood(this.file);
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    await writeWhole(this.file, text, 0o600);
  }

  open = () => this.systemd.start(unit);
  close = () => this.systemd.stop(unit);
}

/** As `ssh-keygen -l` and every SSH program show it. */
const fingerprint = (base64: string) =>
  `SHA256:${createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64').replace(/=+$/, '')}`;
