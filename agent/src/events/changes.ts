import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/**
 * Something changed. Who renders from the database and Docker (events to the panel, the gate's view, Caddy's routes) listens here;
 * who changes something says so after its transaction. Only names travel: listeners read the present state themselves.
 */
export type Change =
  | { kind: 'app'; id: string }
  | { kind: 'operation'; id: string }
  | { kind: 'catalog' }
  | { kind: 'findings' }
  | { kind: 'room' }
  /** People, grants, sessions or app passwords: whatever the gate decides by. */
  | { kind: 'access' };

@Injectable()
export class Changes {
  readonly stream = new Subject<Change>();

  say(change: Change) {
    this.stream.next(change);
  }
}
