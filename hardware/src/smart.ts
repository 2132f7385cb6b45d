import { execFile } from 'node:child_process';
import { z } from 'zod';

/** What a disk says of itself. */
export interface Smart {
  health: 'good' | 'failing' | 'unknown';
  /** Degrees Celsius; null when it doesn't say. */
  temperatureCelsius: number | null;
}

const unknown: Smart = { health: 'unknown', temperatureCelsius: null };
/** A disk that fails may take long to say so. */
const timeoutMs = 20_000;

const reportSchema = z.object({
  smart_status: z.object({ passed: z.boolean() }).optional(),
  temperature: z.object({ current: z.number() }).optional(),
});

/**
 * Asks a disk by `smartctl`, if that is installed, and does not wake one that sleeps. Never throws: whoever can't tell is `unknown`.
 * @param device `/dev/sda`
 */
export function readSmart(device: string): Promise<Smart> {
  return new Promise((resolve) => {
    const args = ['--json', '--health', '--attributes', '--nocheck=standby', device];
    // Its exit code is a set of bits, some of which say that the disk fails: what it wrote tells more.
    execFile('smartctl', args, { timeout: timeoutMs, encoding: 'utf8' }, (_, stdout) => resolve(parseSmart(stdout)));
  });
}

/** What `smartctl --json` writes; `unknown` when it could not open the disk or the disk knows no SMART. */
export function parseSmart(json: string): Smart {
  const report = reportSchema.safeParse(jsonOf(json));
  if (!report.success) return unknown;
  const { smart_status, temperature } = report.data;
  return {
    health: smart_status === undefined ? 'unknown' : smart_status.passed ? 'good' : 'failing',
    // Disks without a sensor say 0.
    temperatureCelsius: temperature?.current || null,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
