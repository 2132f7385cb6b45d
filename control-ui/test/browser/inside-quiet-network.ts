/** Runs Chromium in the namespace this was started in: see quiet-network.ts. */
import { execFileSync, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const [directory = '', ports = '', ...args] = process.argv.slice(2);
execFileSync('ip', ['link', 'set', 'lo', 'up']);

for (const port of ports.split(',').map(Number)) {
  createServer((browser) => {
    const box = connect(join(directory, `${port}`));
    browser.pipe(box).pipe(browser);
    browser.on('error', () => box.destroy()).on('close', () => box.destroy());
    box.on('error', () => browser.destroy()).on('close', () => browser.destroy());
  }).listen(port, '127.0.0.1');
}

// 3 and 4 are the pipes the tests speak to Chromium through.
const chromium = spawn('/usr/bin/chromium', args, { stdio: ['inherit', 'inherit', 'inherit', 3, 4] });
chromium.on('exit', (code) => process.exit(code ?? 1));
