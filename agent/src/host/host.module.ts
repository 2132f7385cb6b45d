import { Global, Module } from '@nestjs/common';
import { type HostConfig, readHostConfig } from './host-config.ts';

/** The one place that knows on what the agent runs. */
export abstract class Host implements HostConfig {
  abstract readonly kind: HostConfig['kind'];
  abstract readonly boxId: string;
  abstract readonly version: string;
  abstract readonly dataDir: string;
  abstract readonly runDir: string;
  abstract readonly hostname: string;
  abstract readonly appDomain: string;
  abstract readonly httpsPort: number;
  abstract readonly httpPort: number;
  abstract readonly panelDir: string;
  abstract readonly boardsDir: string;
  abstract readonly dockerSocket: string;
  abstract readonly catalog: HostConfig['catalog'];
}

@Global()
@Module({ providers: [{ provide: Host, useFactory: () => readHostConfig() }], exports: [Host] })
export class HostModule {}
