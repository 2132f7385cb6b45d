import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { Systemd } from '../gateways/systemd.ts';
import { PeopleModule } from '../people/people.module.ts';
import { BoxController } from './box.controller.ts';
import { BoxService } from './box.service.ts';
import { BoxCareController } from './box-care.controller.ts';
import { BoxCare } from './box-care.service.ts';
import { BoxDisks } from './box-disks.ts';
import { BoxEvents } from './box-events.ts';
import { KnownBoard } from './known-board.ts';
import { Ssh } from './ssh.service.ts';

@Module({
  imports: [PeopleModule, CatalogModule],
  providers: [BoxService, BoxDisks, BoxEvents, BoxCare, KnownBoard, Ssh, Systemd],
  controllers: [BoxController, BoxCareController],
  exports: [BoxDisks, KnownBoard],
})
export class BoxModule {}
