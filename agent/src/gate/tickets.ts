import { randomBytes } from 'node:crypto';
import { equal } from './cookies.ts';

const lifeMs = 30_000;
const keptAtMost = 10_000;

interface Ticket {
  idHash: string;
  host: string;
  way: string;
  endsMs: number;
}

/** One-time proofs that the panel's host knows this browser, on their way to an app's host. */
export class Tickets {
  readonly #issued = new Map<string, Ticket>();

  issue(idHash: string, host: string, way: string, nowMs: number): string {
    for (const [name, { endsMs }] of this.#issued) if (endsMs <= nowMs || this.#issued.size >= keptAtMost) this.#issued.delete(name);
    const name = randomBytes(32).toString('base64url');
    this.#issued.set(name, { idHash, host, way, endsMs: nowMs + lifeMs });
    return name;
  }

  /** The session a ticket stands for: once, in time, on its own host, in the browser it was made for. */
  redeem(name: string, host: string, way: string, nowMs: number): string | undefined {
    const ticket = this.#issued.get(name);
    this.#issued.delete(name);
    if (!ticket || ticket.endsMs <= nowMs || ticket.host !== host || !equal(ticket.way, way)) return undefined;
    return ticket.idHash;
  }
}
