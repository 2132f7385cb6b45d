import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { BoxController } from './box.controller.ts';
import { BoxService } from './box.service.ts';
import { BoxEvents } from './box-events.ts';

@Module({ imports: [PeopleModule, CatalogModule], providers: [BoxService, BoxEvents], controllers: [BoxController] })
export class BoxModule {}
