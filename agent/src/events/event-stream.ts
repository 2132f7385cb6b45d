import type { ServerResponse } from 'node:http';
import { type EventName, type EventOf, eventSchemas } from '@percloud/contract/events';

/**
 * One open `GET /api/events`. A slow reader costs no memory: while its connection is full only the newest event of each thing is kept,
 * and that is all a reader needs.
 */
export class EventStream {
  private readonly waiting = new Map<string, string>();
  private open = false;

  constructor(private readonly response: ServerResponse) {
    response.on('drain', () => this.flush());
    // A reader that went away while something was on its way: 'close' follows.
    response.on('error', () => undefined);
  }

  /** Whatever was offered before follows the state. */
  begin(state: EventOf<'state'>) {
    this.response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    this.response.write(render('state', state));
    this.open = true;
    this.flush();
  }

  /** `about` names what it is about: a newer event about the same replaces one that still waits. */
  offer<N extends EventName>(about: string, name: N, data: EventOf<N>) {
    this.waiting.delete(about);
    this.waiting.set(about, render(name, data));
    this.flush();
  }

  end() {
    this.response.end();
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

const render = <N extends EventName>(name: N, data: EventOf<N>) =>
  `event: ${name}\ndata: ${JSON.stringify(eventSchemas[name].parse(data))}\n\n`;
