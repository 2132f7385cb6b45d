import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Host } from '../host/host.module.ts';
import { originOf } from '../host/host-config.ts';
import { SessionService } from '../people/session.service.ts';
import { PercloudService } from '../perclouds/percloud.service.ts';
import { Problem } from '../problem.ts';
import type { Caller } from './caller.ts';
import { endpointOf } from './handles.ts';
import { mayCall } from './may-call.ts';
import { isFromPanel } from './origin.ts';
import { sessionToken } from './session-cookie.ts';
import { isRoot } from './sockets.ts';

/** Every request passes here, and only here is decided who may call what. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly panelOrigin: string;

  constructor(
    host: Host,
    private readonly sessions: SessionService,
    private readonly perclouds: PercloudService,
  ) {
    this.panelOrigin = originOf(host.hostname, host);
  }

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const endpoint = endpointOf(context);
    const root = isRoot(request);
    if (!root && !isFromPanel(request, this.panelOrigin)) throw new Problem('wrong-origin');
    request.caller = root ? { kind: 'root' } : await this.personOf(request);

    const percloud = percloudOf(request.params);
    const verdict = mayCall(endpoint.role, request.caller, percloud);
    if (verdict !== 'yes') throw new Problem(verdict);
    if (root && percloud !== undefined && !(await this.perclouds.exists(percloud))) throw new Problem('not-found');
    return true;
  }

  private async personOf(request: FastifyRequest): Promise<Caller> {
    const token = sessionToken(request);
    return (token && (await this.sessions.find(token))) || { kind: 'anyone' };
  }
}

function percloudOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('percloud' in params)) return undefined;
  return String(params.percloud);
}
