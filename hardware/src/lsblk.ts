import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const exec = promisify(execFile);
const columns = 'NAME,PATH,TYPE,SIZE,MODEL,VENDOR,TRAN,ROTA,RM,HOTPLUG,RO,MOUNTPOINTS,FSTYPE,LABEL,FSSIZE,FSUSED,FSAVAIL';
const timeoutMs = 10_000;

// Older versions write numbers and booleans as texts.
const bytes = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish();
const flag = z.union([z.boolean(), z.enum(['0', '1']).transform((text) => text === '1')]).nullish();
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');

const nodeSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** `disk`, `part`, `loop`, `crypt`, `lvm`, `raid1`, `rom` … */
  type: z.string(),
  size: bytes,
  model: text,
  vendor: text,
  /** How it is connected: `sata`, `nvme`, `usb`, `mmc`, `virtio`; empty when unknown. */
  tran: text,
  rota: flag,
  rm: flag,
  hotplug: flag,
  ro: flag,
  mountpoints: z.array(z.string().nullable()).nullish(),
  /** Of the file system: `vfat`, `ext4`; empty where none is found. */
  fstype: text,
  /** The name somebody gave the file system. */
  label: text,
  fssize: bytes,
  fsused: bytes,
  fsavail: bytes,
  get children() {
    return z.array(nodeSchema).optional();
  },
});
export type BlockDevice = z.infer<typeof nodeSchema>;

/** The block devices of the machine as a tree: disks, below them what is on them. @throws when util-linux's lsblk fails. */
export async function listBlockDevices(): Promise<BlockDevice[]> {
  const { stdout } = await exec('lsblk', ['--json', '--bytes', '--output', columns], { timeout: timeoutMs, encoding: 'utf8' });
  return parseLsblk(stdout);
}

/** What `lsblk --json --bytes` writes. @throws where it is something else. */
export const parseLsblk = (json: string): BlockDevice[] =>
  z.object({ blockdevices: z.array(nodeSchema) }).parse(JSON.parse(json)).blockdevices;
