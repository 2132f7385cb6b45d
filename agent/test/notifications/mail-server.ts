import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { ownCertificate } from '../backups/servers.ts';
import { freePort } from '../free-port.ts';

export const password = 'open sesame';

/** A mail server on loopback that knows one user, lets them in once the connection is encrypted, takes mail for everybody but one, and passes none on. */
export class MailServer {
  /** As they came in, the newest last. */
  readonly received: { to: string[]; source: string }[] = [];
  readonly account;
  /** Who may not send, or is no longer there. */
  refuses = 'nobody@example.org';
  readonly certificateFile: string;
  private readonly home: string;
  private readonly tls: { key: Buffer; cert: Buffer };
  private server: SMTPServer | undefined;

  private constructor(home: string, port: number, tls: { key: Buffer; cert: Buffer }) {
    [this.home, this.tls] = [home, tls];
    this.certificateFile = join(home, 'certificate.pem');
    this.account = { host: '127.0.0.1', port, user: 'box', from: 'box@example.org' };
  }

  static async start(): Promise<MailServer> {
    const home = await mkdtemp(join(tmpdir(), 'percloud-mail-'));
    const { key, certificate } = await ownCertificate(home);
    const server = new MailServer(home, await freePort(), { key: await readFile(key), cert: await readFile(certificate) });
    await server.start();
    return server;
  }

  async start() {
    const server = new SMTPServer({
      ...this.tls,
      onAuth: ({ username, password: said }, _session, done) =>
        username === this.account.user && said === password ? done(null, { user: username }) : done(new Error('wrong password')),
      onMailFrom: ({ address }, _session, done) => done(address === this.refuses ? new Error('not from you') : null),
      onRcptTo: ({ address }, _session, done) => done(address === this.refuses ? new Error('no such user here') : null),
      onData: (stream, { envelope }, done) => {
        text(stream).then((source) => {
          this.received.push({ to: envelope.rcptTo.map(({ address }) => address), source });
          done();
        }, done);
      },
    });
    await new Promise<void>((resolve) => server.listen(this.account.port, this.account.host, resolve));
    this.server = server;
  }

  async stop() {
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
    this.server = undefined;
  }

  async remove() {
    await this.stop();
    await rm(this.home, { recursive: true });
  }
}
