import type { ServerResponse } from 'node:http';
import type { z } from 'zod';

/** What a stream can tell, by its name: `eventSchemas` of the contract. */
export type EventSchemas = Readonly<Record<string, z.ZodType>>;
export type NameOf<S extends EventSchemas> = keyof S & string;
export type DataOf<S extends EventSchemas, N extends NameOf<S>> = z.output<S[N]>;

/**
 * One open stream of server-sent events. A slow reader costs no memory: while its connection is full only the newest event of each thing
 * is kept, and that is all a reader needs.
 */
export class EventStream<S extends EventSchemas> {
  private readonly waiting = new Map<string, string>();
  private open = false;

  constructor(
    private readonly schemas: S,
    private readonly response: ServerResponse,
  ) {
    response.on('drain', () => this.flush());
    // A reader that went away while something was on its way: 'close' follows.
    response.on('error', () => undefined);
  }

  /** How things are now; whatever was offered before follows. */
  begin(present: { [N in NameOf<S>]?: DataOf<S, N> }) {
    // Cut off before it began.
    if (this.response.writableEnded || this.response.destroyed) return;
    this.response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    for (const [name, data] of Object.entries(present)) this.response.write(this.render(name, data));
    this.open = true;
    this.flush();
  }

  /** `about` names what it is about: a newer event about the same replaces one that still waits. */
  offer<N extends NameOf<S>>(about: string, name: N, data: DataOf<S, N>) {
    this.waiting.delete(about);
    this.waiting.set(about, this.render(name, data));
    this.flush();
  }

  end() {
    this.response.end();
  }

  private render(name: string, data: unknown) {
    return `event: ${name}\ndata: ${JSON.stringify(this.schemas[name]?.parse(data))}\n\n`;
  }

  private flush() {
    if (!this.open || this.response.writableEnded || this.response.destroyed) return;
    for (const [about, text] of this.waiting) {
      if (this.response.writableNeedDrain) return;
      this.waiting.delete(about);
      this.response.write(text);
    }
  }
}
