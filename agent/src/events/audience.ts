import type { FastifyReply } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { isActive } from '../http/may-call.ts';
import type { Log } from '../log/log.ts';
import type { SessionService } from '../people/session.service.ts';
import { causes } from '../problem.ts';
import type { Changes } from './changes.ts';
import { type DataOf, type EventSchemas, EventStream, type NameOf } from './event-stream.ts';

interface Listener<S extends EventSchemas> {
  caller: KnownCaller;
  /** Of the session it was opened with; undefined for root. */
  token: string | undefined;
  /** What they could see when it was opened. */
  grants: string;
  stream: EventStream<S>;
}

const beatMs = 15_000;

/** Everybody who has a stream of one kind open. Whose session ends, or who may see something else than before, hears no more. */
export class Audience<S extends EventSchemas> {
  private readonly listeners = new Set<Listener<S>>();
  private readonly pulse: NodeJS.Timeout;

  constructor(
    private readonly schemas: S,
    private readonly sessions: SessionService,
    private readonly log: Log,
    changes: Changes,
    /** Every 15 s. */
    onBeat?: () => void,
  ) {
    changes.stream.subscribe(({ kind }) => kind === 'access' && void this.endRevoked());
    // A session also ends by its age, which nobody says.
    this.pulse = setInterval(() => void this.endRevoked().then(onBeat), beatMs).unref();
  }

  get size() {
    return this.listeners.size;
  }

  async open(
    caller: KnownCaller,
    token: string | undefined,
    reply: FastifyReply,
    present: () => Promise<{ [N in NameOf<S>]?: DataOf<S, N> }>,
  ) {
    const listener = { caller, token, grants: grantsOf(caller), stream: new EventStream(this.schemas, reply.raw) };
    // Listening before reading: what changes meanwhile is told after the present state.
    this.listeners.add(listener);
    reply.raw.on('close', () => this.listeners.delete(listener));
    // Gone while it was asked who they are: 'close' will not come any more.
    if (reply.raw.destroyed) this.listeners.delete(listener);
    const state = await present();
    if (await isRevoked(listener, this.sessions)) listener.stream.end();
    reply.hijack();
    listener.stream.begin(state);
  }

  /** See `EventStream.offer`. */
  tell<N extends NameOf<S>>(about: string, name: N, data: DataOf<S, N>, sees: (caller: KnownCaller) => boolean = () => true) {
    for (const { caller, stream } of this.listeners) if (sees(caller)) stream.offer(about, name, data);
  }

  /** Where everybody is told something else about the same. */
  async tellEach<N extends NameOf<S>>(about: string, name: N, dataFor: (caller: KnownCaller) => Promise<DataOf<S, N>> | DataOf<S, N>) {
    for (const { caller, stream } of this.listeners) stream.offer(about, name, await dataFor(caller));
  }

  /** For good. */
  end() {
    clearInterval(this.pulse);
    for (const { stream } of this.listeners) stream.end();
  }

  /** They are told by being cut off: the panel asks again, or learns that it is signed out. */
  private async endRevoked() {
    try {
      for (const listener of this.listeners) if (await isRevoked(listener, this.sessions)) listener.stream.end();
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'sessions not looked at');
    }
  }
}

async function isRevoked({ token, grants }: Pick<Listener<EventSchemas>, 'token' | 'grants'>, sessions: SessionService) {
  if (token === undefined) return false;
  const now = await sessions.find(token);
  return !now || grantsOf(now) !== grants;
}

const grantsOf = (caller: KnownCaller) => {
  if (caller.kind === 'root') return '';
  const now = new Date();
  return JSON.stringify(
    caller.grants.filter((grant) => isActive(grant, now)).map(({ role, percloud, endsAt }) => [role, percloud, endsAt]),
  );
};
