import { closeAccessPoint } from './access-point.ts';
import { setUpWifi } from './set-up-wifi.ts';
import { timesWith } from './standing.ts';

/** What `percloud-wifi-setup.service` runs: ends when the box has a network, or when systemd says so. */
export async function runWifiSetup(): Promise<void> {
  const ending = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => ending.abort());
  try {
    // <5>: the unit's journal leaves out what is less than a notice, for its timer tries twice a minute.
    const tell = (line: string) => process.stdout.write(`<5>${line}\n`);
    await setUpWifi({ times: timesWith(process.env), signal: ending.signal, tell });
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
}

/** After it has ended, however: killed, it could not close its access point itself. */
export const endWifiSetup = closeAccessPoint;
