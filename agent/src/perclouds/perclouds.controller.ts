import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles } from '../http/handles.ts';
import { PercloudService } from './percloud.service.ts';

@Controller()
export class PercloudsController {
  constructor(private readonly perclouds: PercloudService) {}

  @Handles(api.listPerclouds)
  listPerclouds(@Caller() caller: KnownCaller) {
    return this.perclouds.list(caller);
  }
}
