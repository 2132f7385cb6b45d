import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const exec = promisify(execFile);
const propertySchema = z.object({ data: z.number() });
/** NMMetered: by somebody's word, or by what it looks like (a phone that lets others use its network). */
const metered = { yes: 1, likely: 3 };

/** What NetworkManager knows, where it runs. */
@Injectable()
export class NetworkManager {
  /** Whether what goes over the network costs by the byte. False where nobody can tell. */
  async isMetered(): Promise<boolean> {
    if (!existsSync('/run/NetworkManager')) return false;
    const property = ['/org/freedesktop/NetworkManager', 'org.freedesktop.NetworkManager', 'Metered'];
    try {
      const { stdout } = await exec('busctl', ['--json=short', 'get-property', 'org.freedesktop.NetworkManager', ...property]);
      const { data } = propertySchema.parse(JSON.parse(stdout));
      return data === metered.yes || data === metered.likely;
    } catch {
      return false;
    }
  }
}
