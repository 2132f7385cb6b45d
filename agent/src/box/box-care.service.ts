import { Injectable } from '@nestjs/common';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { readSshKey } from '@percloud/contract/ssh-key';
import { newId } from '../database/new-id.ts';
import { Systemd } from '../gateways/systemd.ts';
import { Host } from '../host/host.module.ts';
import { type KnownCaller, starterOf } from '../http/caller.ts';
import { Operations } from '../operations/operations.service.ts';
import { Problem } from '../problem.ts';
import { boxName } from './box-name.ts';
import { closeSsh } from './close-ssh.operation.ts';
import { openSsh } from './open-ssh.operation.ts';
import { resetBox } from './reset-box.operation.ts';
import { restartBox } from './restart-box.operation.ts';
import { Ssh } from './ssh.service.ts';
import { switchOffBox } from './switch-off-box.operation.ts';

/** What an operator does with the box itself. On somebody's own computer there is no box to do it with. */
@Injectable()
export class BoxCare {
  constructor(
    private readonly host: Host,
    private readonly operations: Operations,
    systemd: Systemd,
    ssh: Ssh,
  ) {
    operations.register(restartBox(systemd));
    operations.register(switchOffBox(systemd));
    operations.register(resetBox(systemd));
    operations.register(openSsh(ssh));
    operations.register(closeSsh(ssh));
  }

  restart = (caller: KnownCaller) => this.start('box.restart', caller);
  switchOff = (caller: KnownCaller) => this.start('box.switch-off', caller);
  closeSsh = (caller: KnownCaller) => this.start('box.close-ssh', caller);

  reset(name: string, caller: KnownCaller): Promise<Operation> {
    this.requireBox();
    if (name.trim().toLowerCase() !== boxName(this.host).toLowerCase())
      throw new Problem('wrong-box-name', { fields: [{ path: 'body.name', message: 'is not its name', rule: 'not-right' }] });
    return this.start('box.factory-reset', caller);
  }

  openSsh(text: string, caller: KnownCaller): Promise<Operation> {
    this.requireBox();
    const key = readSshKey(text);
    if ('wrong' in key)
      throw new Problem(`ssh-key-${key.wrong}`, { fields: [{ path: 'body.key', message: 'is not a public key', rule: 'not-right' }] });
    return this.start('box.open-ssh', caller, { key: key.line });
  }

  private start(kind: OperationKind, caller: KnownCaller, input: object = {}): Promise<Operation> {
    this.requireBox();
    return this.operations.enqueue(kind, { id: newId(), input, percloud: null, app: null, subject: {}, startedBy: starterOf(caller) });
  }

  private requireBox() {
    if (this.host.kind !== 'box') throw new Problem('no-box');
  }
}
