import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { paths, readHostConfig } from '../host/host-config.ts';
import { CurrentView } from './current-view.ts';
import { gate } from './gate.ts';
import { LastUsedFile } from './last-used.ts';

const { gateSocket, gateView, gateUsed } = paths(readHostConfig());

const report = (message: string, error?: unknown) => {
  const cause = error instanceof Error ? error.message : undefined;
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'warn', msg: message, cause })}\n`);
};

const view = new CurrentView(gateView, report);
const lastUsed = new LastUsedFile(gateUsed, () => view.get(), report);

// An app's cookies may be many; Caddy lets through more than Node's usual 16 KB.
const server = createServer({ maxHeaderSize: 65_536 }, gate({ view: () => view.get(), noteUse: (id) => lastUsed.note(id), report }));
// Longer than Caddy keeps an idle connection: it is never the gate that hangs up on a request just sent.
server.keepAliveTimeout = 600_000;
rmSync(gateSocket, { force: true });
server.listen(gateSocket, () => chmodSync(gateSocket, 0o660));

const stop = async () => {
  await lastUsed.flush();
  process.exit(0);
};
process.on('SIGTERM', stop).on('SIGINT', stop);
