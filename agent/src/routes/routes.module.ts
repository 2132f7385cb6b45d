import { Module } from '@nestjs/common';
import { Caddy } from '../gateways/caddy.ts';
import { Nftables } from '../gateways/nftables.ts';
import { Routes } from './routes.service.ts';

@Module({ providers: [Routes, Caddy, Nftables], exports: [Routes, Caddy] })
export class RoutesModule {}
