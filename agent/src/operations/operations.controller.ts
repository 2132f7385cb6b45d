import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { isOperator } from '../http/may-call.ts';
import { Problem } from '../problem.ts';
import { maySee, maySteer } from './may-see.ts';
import { Operations } from './operations.service.ts';

@Controller()
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Handles(api.listOperations)
  async list(@Input() { query }: InputOf<typeof api.listOperations>, @Caller() caller: KnownCaller) {
    const { limit, ...filter } = query;
    const perclouds = caller.kind === 'root' ? undefined : caller.grants.flatMap(({ percloud }) => (percloud === null ? [] : [percloud]));
    const operations = await this.operations.list({ ...filter, perclouds, box: isOperator(caller) }, limit);
    return operations.filter((operation) => maySee(caller, operation));
  }

  @Handles(api.getOperation)
  get(@Input() { params }: InputOf<typeof api.getOperation>, @Caller() caller: KnownCaller) {
    return this.getVisible(params.operation, caller);
  }

  @Handles(api.cancelOperation)
  async cancel(@Input() { params }: InputOf<typeof api.cancelOperation>, @Caller() caller: KnownCaller) {
    await this.requireSteerable(params.operation, caller);
    return this.operations.cancel(params.operation);
  }

  @Handles(api.retryUndo)
  async retryUndo(@Input() { params }: InputOf<typeof api.retryUndo>, @Caller() caller: KnownCaller) {
    await this.requireSteerable(params.operation, caller);
    return this.operations.cleanUp(params.operation);
  }

  private async getVisible(id: string, caller: KnownCaller) {
    const operation = await this.operations.get(id);
    if (!maySee(caller, operation)) throw new Problem('operation-not-found');
    return operation;
  }

  private async requireSteerable(id: string, caller: KnownCaller) {
    if (!maySteer(caller, await this.getVisible(id, caller))) throw new Problem('not-allowed');
  }
}
