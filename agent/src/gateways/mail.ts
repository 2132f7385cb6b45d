import { Injectable } from '@nestjs/common';
import type { MailAccount } from '@percloud/contract/notifications';
import type { ProblemCode } from '@percloud/contract/problems';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { Problem } from '../problem.ts';

export type MailAccess = MailAccount & { password: string };

export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** Two with the same are the same message. */
  id?: string;
}

const connectMs = 15_000;
/** Some servers look at each message for long before they take it: who hangs up sends it twice. */
const answerMs = { hurried: 60_000, patient: 10 * 60_000 };
const encryptedFromTheStart = 465;
const failureSchema = z.object({ code: z.string().optional(), command: z.string().optional(), message: z.string().default('') });
const codes: Partial<Record<string, ProblemCode>> = {
  EAUTH: 'mail-server-refused',
  ENOAUTH: 'mail-server-refused',
  ETLS: 'mail-server-untrusted',
  ECONNECTION: 'mail-server-unreachable',
  ESOCKET: 'mail-server-unreachable',
  ETIMEDOUT: 'mail-server-unreachable',
  EDNS: 'mail-server-unreachable',
};

/** Which part of the envelope was not taken. */
const refusedBy: Partial<Record<string, ProblemCode>> = { 'MAIL FROM': 'mail-sender-refused', 'RCPT TO': 'mail-address-refused' };

/** Hands mail in at a server, as any mail program does. */
@Injectable()
export class Mail {
  /** Signs in and out again. */
  async signIn(access: MailAccess): Promise<void> {
    await this.at(access, (server) => server.verify());
  }

  async send(access: MailAccess, { id, ...letter }: Letter, { patient = false } = {}): Promise<void> {
    // Nobody answers a box, nor tells it that they are on holiday.
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const from = { name: 'Percloud', address: access.from };
    const messageId = id === undefined ? undefined : `<${id}@${access.from.split('@').at(-1)}>`;
    await this.at(access, (server) => server.sendMail({ ...letter, from, headers, messageId }), patient);
  }

  private async at<T>(access: MailAccess, work: (server: ReturnType<typeof serverOf>) => Promise<T>, patient = false): Promise<T> {
    const server = serverOf(access, patient ? answerMs.patient : answerMs.hurried);
    try {
      return await work(server);
    } catch (error) {
      throw problemOf(error, access.host);
    } finally {
      server.close();
    }
  }
}

const serverOf = ({ host, port, user, password }: MailAccess, waitMs: number) =>
  createTransport({
    host,
    port,
    secure: port === encryptedFromTheStart,
    requireTLS: true,
    auth: { user, pass: password },
    connectionTimeout: connectMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

function problemOf(error: unknown, host: string): Problem {
  const { code = '', command, message } = failureSchema.catch({ message: '' }).parse(error);
  // Node's own words about certificates come as a failure of the connection.
  const known = /certificate|altnames/i.test(message)
    ? 'mail-server-untrusted'
    : code === 'EENVELOPE'
      ? refusedBy[command ?? '']
      : codes[code];
  return new Problem(known ?? 'mail-failed', { values: { host }, cause: error });
}
