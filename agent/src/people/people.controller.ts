import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import { asPerson, type KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { PersonService } from './person.service.ts';

@Controller()
export class PeopleController {
  constructor(private readonly people: PersonService) {}

  @Handles(api.getMe)
  getMe(@Caller() caller: KnownCaller) {
    return this.people.me(asPerson(caller).id);
  }

  @Handles(api.updateMe)
  updateMe(@Caller() caller: KnownCaller, @Input() { body }: InputOf<typeof api.updateMe>) {
    return this.people.update(asPerson(caller).id, body);
  }

  @Handles(api.changePassword)
  async changePassword(@Caller() caller: KnownCaller, @Input() { body }: InputOf<typeof api.changePassword>) {
    await this.people.changePassword(asPerson(caller), body);
  }
}
