import { execFile } from 'node:child_process';
import { z } from 'zod';

/** What a disk says of itself. */
export interface Smart {
  health: 'good' | 'failing' | 'unknown';
  /** Degrees Celsius; null when it doesn't say. */
  temperatureCelsius: number | null;
  /** Places it could not read any more, or is not sure of: what lay there is lost. Null when it doesn't count them. */
  unreadableSectors: number | null;
  /** Places that went bad and were replaced by spare ones in time. Null when it doesn't count them. */
  replacedSectors: number | null;
  /** Of what its maker promises that it can be written, in percent; may be over 100. Null when it doesn't say. */
  usedPercent: number | null;
}

const unknown: Smart = {
  health: 'unknown',
  temperatureCelsius: null,
  unreadableSectors: null,
  replacedSectors: null,
  usedPercent: null,
};
/** A disk that fails may take long to say so. */
const timeoutMs = 20_000;

const attributeSchema = z.object({
  id: z.number(),
  name: z.string(),
  /** From 100 (or 200, 253) down to 1: the maker's own measure. */
  value: z.number(),
  /** `string`: as smartctl's database reads the 48 bits for this model; the number stands first. */
  raw: z.object({ string: z.string() }),
});
type Attribute = z.infer<typeof attributeSchema>;

const reportSchema = z.object({
  smart_status: z.object({ passed: z.boolean() }).optional(),
  temperature: z.object({ current: z.number() }).optional(),
  ata_smart_attributes: z.object({ table: z.array(attributeSchema) }).optional(),
  nvme_smart_health_information_log: z
    .object({ percentage_used: z.number().nonnegative().optional(), media_errors: z.number().nonnegative().optional() })
    .optional(),
});

/** Of ATA, by number: Reallocated_Sector_Ct, Current_Pending_Sector, Offline_Uncorrectable. */
const [replaced, pending, uncorrectable] = [5, 197, 198];
/** Of ATA, by what smartctl's database calls them: their numbers mean something else with other makers. Each counts down from 100. */
const lifeLeft = /^(?:Percent_Lifetime_Remain|SSD_Life_Left|Media_Wearout_Indicator|Wear_Leveling_Count|Remaining_Lifetime_Perc)$/;

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

/**
 * What `smartctl --json` writes, of smartmontools 7; `unknown` when it could not open the disk or the disk knows no SMART.
 * Source: smartctl(8), “--json”; the names of attributes are those of smartmontools' drivedb.h.
 */
export function parseSmart(json: string): Smart {
  const report = reportSchema.safeParse(jsonOf(json));
  if (!report.success) return unknown;
  const { smart_status, temperature, ata_smart_attributes, nvme_smart_health_information_log: nvme } = report.data;
  const attributes = ata_smart_attributes?.table ?? [];
  return {
    health: smart_status === undefined ? 'unknown' : smart_status.passed ? 'good' : 'failing',
    // Disks without a sensor say 0.
    temperatureCelsius: temperature?.current || null,
    unreadableSectors: nvme?.media_errors ?? mostOf(attributes, pending, uncorrectable),
    replacedSectors: mostOf(attributes, replaced),
    usedPercent: nvme?.percentage_used ?? usedOf(attributes),
  };
}

/** The most of them: what is pending is often counted as uncorrectable as well. */
function mostOf(attributes: readonly Attribute[], ...ids: (number | undefined)[]): number | null {
  const counts = attributes.flatMap(({ id, raw }) => (ids.includes(id) ? (/^\d+/.exec(raw.string)?.[0] ?? []) : []));
  return counts.length === 0 ? null : Math.max(...counts.map(Number));
}

function usedOf(attributes: readonly Attribute[]): number | null {
  const left = attributes.find(({ name, value }) => lifeLeft.test(name) && value <= 100);
  return left ? 100 - left.value : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
