import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Caddy } from '../../gateways/caddy.ts';
import { Host } from '../../host/host.module.ts';
import { paths } from '../../host/host-config.ts';

/** When each of the box's certificates ends, in ms since 1970. */
export interface CertificateEnds {
  now: number;
  root: number;
  intermediate: number;
  /** Of what Caddy serves; undefined: it does not answer. */
  site: number | undefined;
}

@Injectable()
export class Certificates {
  constructor(
    private readonly host: Host,
    private readonly caddy: Caddy,
  ) {}

  async look(): Promise<CertificateEnds> {
    const { ca } = paths(this.host);
    const [root, intermediate, site] = await Promise.all([
      read(`${ca}/root.crt`),
      read(`${ca}/intermediate.crt`),
      this.caddy.findCertificate(this.host.hostname),
    ]);
    return { now: Date.now(), root: endOf(root), intermediate: endOf(intermediate), site: site && endOf(site) };
  }
}

const read = async (file: string) => new X509Certificate(await readFile(file));
const endOf = ({ validTo }: X509Certificate) => Date.parse(validTo);
