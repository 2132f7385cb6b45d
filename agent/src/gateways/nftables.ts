import { spawn } from 'node:child_process';
import { Injectable } from '@nestjs/common';

/** The kernel's packet filter, by nft's own language. */
@Injectable()
export class Nftables {
  /** All of it or nothing: nft loads a text as one transaction. */
  apply(ruleset: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`nft ended with ${code}: ${stderr.trim()}`))));
      child.stdin.on('error', () => {});
      child.stdin.end(ruleset);
    });
  }

  /** A table that is not there is removed already. */
  remove(table: string): Promise<void> {
    return this.apply(`table inet ${table} {}\ndelete table inet ${table}\n`);
  }
}
