import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.ts';
import { PercloudsModule } from '../perclouds/perclouds.module.ts';
import { EventStreams } from './event-streams.ts';
import { EventsController } from './events.controller.ts';

@Module({ imports: [PeopleModule, PercloudsModule], providers: [EventStreams], controllers: [EventsController] })
export class EventsModule {}
