import { type Browser, chromium } from 'playwright-core';
import type { HostConfig } from '../../../agent/src/host/host-config.ts';
import { QuietNetwork } from './quiet-network.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-lcd-text',
  '--font-render-hinting=none',
];

/** Debian's Chromium in a network of its own that leads to the box. `trusting`: as after its certificate was taken. */
export async function openBrowser(
  { httpsPort, httpPort }: HostConfig,
  { trusting }: { trusting: boolean },
): Promise<{ network: QuietNetwork; browser: Browser }> {
  const network = await QuietNetwork.open([httpsPort, httpPort]);
  const trust = trusting ? ['--ignore-certificate-errors'] : [];
  return { network, browser: await chromium.launch({ executablePath: network.executablePath, args: [...args, ...trust] }) };
}
