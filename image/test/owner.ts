import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@percloud/contract/apps';
import { isOver, type Operation } from '@percloud/contract/operations';
import type { Person } from '../../agent/test/person.ts';
import type { Machine } from './machine.ts';

/** The code that stands on a machine's screen, as soon as it does. */
export async function codeOnScreen(machine: Machine): Promise<string> {
  let screen = '';
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(1_000)) {
    screen = await machine.run('cat /dev/vcs1 | fold -w 80');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(screen)?.[0];
    if (code) return code;
  }
  throw new Error(`no code on the screen:\n${screen}`);
}

/** Who claimed a machine, over the network. */
export class Owner {
  readonly person: Person;
  readonly percloud: string;

  private constructor(person: Person, percloud: string) {
    this.person = person;
    this.percloud = percloud;
  }

  /** With the code that stands on its screen, where none is given. */
  static async claim(machine: Machine, given?: string): Promise<Owner> {
    const code = given ?? (await codeOnScreen(machine));
    const person = await machine.visitor();
    await person.api.call('claim', { body: { code, name: 'ada', displayName: 'Ada', language: 'en', password: 'correct horse battery' } });
    return new Owner(person, (await person.api.call('getMe')).perclouds[0]?.id ?? '');
  }

  async ended({ id }: Pick<Operation, 'id'>): Promise<Operation> {
    for (;;) {
      const operation = await this.person.api.call('getOperation', { params: { operation: id } });
      if (isOver(operation.status)) return operation;
      await sleep(1_000);
    }
  }

  async install(catalogApp: string, slug: string): Promise<Operation> {
    const { percloud } = this;
    return this.ended(await this.person.api.call('installApp', { params: { percloud }, body: { catalogApp, slug } }));
  }

  apps(): Promise<App[]> {
    return this.person.api.call('listApps', { params: { percloud: this.percloud }, query: { bin: 'false' } });
  }
}
