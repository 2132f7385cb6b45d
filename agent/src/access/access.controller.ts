import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import { asPerson, type KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { AppPasswordsService } from './app-passwords.service.ts';

@Controller()
export class AccessController {
  constructor(private readonly passwords: AppPasswordsService) {}

  @Handles(api.listAppPasswords)
  listAppPasswords(@Caller() caller: KnownCaller, @Input() { params }: InputOf<typeof api.listAppPasswords>) {
    return this.passwords.list(asPerson(caller), params.percloud, params.app);
  }

  @Handles(api.createAppPassword)
  createAppPassword(@Caller() caller: KnownCaller, @Input() { params, body }: InputOf<typeof api.createAppPassword>) {
    return this.passwords.create(asPerson(caller), params.percloud, params.app, body.device);
  }

  @Handles(api.revokeAppPassword)
  async revokeAppPassword(@Caller() caller: KnownCaller, @Input() { params }: InputOf<typeof api.revokeAppPassword>) {
    await this.passwords.revoke(asPerson(caller), params.percloud, params.app, params.password);
  }
}
