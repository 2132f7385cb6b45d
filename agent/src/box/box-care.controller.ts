import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { ClaimService } from '../people/claim.service.ts';
import { BoxCare } from './box-care.service.ts';
import { Ssh } from './ssh.service.ts';

@Controller()
export class BoxCareController {
  constructor(
    private readonly care: BoxCare,
    private readonly ssh: Ssh,
    private readonly claims: ClaimService,
  ) {}

  @Handles(api.restartBox)
  restartBox(@Caller() caller: KnownCaller) {
    return this.care.restart(caller);
  }

  @Handles(api.switchOffBox)
  switchOffBox(@Caller() caller: KnownCaller) {
    return this.care.switchOff(caller);
  }

  @Handles(api.resetBox)
  resetBox(@Input() { body }: InputOf<typeof api.resetBox>, @Caller() caller: KnownCaller) {
    return this.care.reset(body.name, caller);
  }

  @Handles(api.getSshAccess)
  getSshAccess() {
    return this.ssh.get();
  }

  @Handles(api.openSsh)
  openSsh(@Input() { body }: InputOf<typeof api.openSsh>, @Caller() caller: KnownCaller) {
    return this.care.openSsh(body.key, caller);
  }

  @Handles(api.closeSsh)
  closeSsh(@Caller() caller: KnownCaller) {
    return this.care.closeSsh(caller);
  }

  @Handles(api.getOwnerCode)
  async getOwnerCode() {
    return { code: await this.claims.ownerCode() };
  }
}
