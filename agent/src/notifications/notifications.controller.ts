import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import { asPerson, type KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { NoticesService } from './notices.service.ts';
import { OutgoingMailAccount } from './outgoing-mail.ts';

@Controller()
export class NotificationsController {
  constructor(
    private readonly notices: NoticesService,
    private readonly account: OutgoingMailAccount,
  ) {}

  @Handles(api.getOutgoingMail)
  getOutgoingMail() {
    return this.account.view();
  }

  @Handles(api.setOutgoingMail)
  setOutgoingMail(@Input() { body }: InputOf<typeof api.setOutgoingMail>) {
    return this.account.set(body);
  }

  @Handles(api.removeOutgoingMail)
  removeOutgoingMail() {
    return this.account.remove();
  }

  @Handles(api.getNotices)
  getNotices(@Caller() caller: KnownCaller) {
    return this.notices.view(asPerson(caller));
  }

  @Handles(api.setNotices)
  setNotices(@Input() { body }: InputOf<typeof api.setNotices>, @Caller() caller: KnownCaller) {
    return this.notices.choose(asPerson(caller), body.email);
  }
}
