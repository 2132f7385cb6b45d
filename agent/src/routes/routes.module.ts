import { Module } from '@nestjs/common';
import { Avahi } from '../gateways/avahi.ts';
import { Caddy } from '../gateways/caddy.ts';
import { Nftables } from '../gateways/nftables.ts';
import { LocalNames } from './local-names.ts';
import { Routes } from './routes.service.ts';

@Module({ providers: [Routes, LocalNames, Avahi, Caddy, Nftables], exports: [Routes, Avahi, Caddy] })
export class RoutesModule {}
