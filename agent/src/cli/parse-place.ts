import { type Place, placeSchema } from '@percloud/contract/backup-places';
import type { BackupDisk } from '@percloud/contract/backups';
import { Usage } from './exit-codes.ts';

/** What a place is written as on the command line, by restic's own habit. */
export const placeForms = 'disk:NAME, box:https://HOST, sftp:USER@HOST:FOLDER, rest:https://HOST/FOLDER or s3:https://HOST/BUCKET/FOLDER';

export interface PlaceOptions {
  port?: string;
  user?: string;
  accessKey?: string;
}

/** `secret`: asked for where the place has one. `disks`: those that are plugged in. */
export async function parsePlace(
  text: string,
  { port, user, accessKey }: PlaceOptions,
  { secret, disks }: { secret(label: string): Promise<string>; disks(): Promise<BackupDisk[]> },
): Promise<Place> {
  const [, kind, rest = ''] = /^(disk|box|sftp|rest|s3):(.+)$/s.exec(text) ?? [];
  if (kind === 'disk') return { kind, fileSystem: findDisk(rest, await disks()).fileSystem };
  if (kind === 'sftp') {
    const [, name, host, folder] = /^([^@]+)@([^:]+):(.+)$/.exec(rest) ?? [];
    return checked({ kind, user: name, host, folder, port: Number(port ?? 22) });
  }
  if (kind === 'box') {
    if (!user)
      throw new Usage(
        'Another box wants to know who comes.',
        'Give the name that stands beside the password there by --user; the password is asked for.',
      );
    return checked({ kind, address: rest, user, password: await secret('Password') });
  }
  if (kind === 'rest') return checked({ kind, address: rest, user: user ?? '', ...(user ? { password: await secret('Password') } : {}) });
  if (kind === 's3') {
    const url = URL.parse(rest);
    const [bucket, ...folders] = (url?.pathname ?? '').split('/').filter(Boolean);
    if (!accessKey) throw new Usage('S3 storage needs an access key.', 'Give it by --access-key; its secret key is asked for.');
    return checked({ kind, address: url?.origin, bucket, folder: folders.join('/'), accessKey, secretKey: await secret('Secret key') });
  }
  throw new Usage(`“${text}” is no place for backups.`, `Write it as ${placeForms}.`);
}

function findDisk(name: string, disks: readonly BackupDisk[]): BackupDisk {
  const found = disks.filter((disk) => disk.name === name || disk.fileSystem === name);
  const [only, ...others] = found;
  const there = disks.map((disk) => `${disk.name} (${disk.fileSystem})`).join(', ');
  if (!only) throw new Usage(`No disk “${name}” is plugged in.`, there ? `There are: ${there}` : 'Plug one in and try again.');
  if (others.length > 0) throw new Usage(`Several disks are called “${name}”.`, `Name it by what stands in brackets: ${there}`);
  return only;
}

function checked(typed: object): Place {
  const place = placeSchema.safeParse(typed);
  if (place.success) return place.data;
  const [wrong] = place.error.issues;
  throw new Usage(`The place is not right: ${wrong?.path.join('.')} ${wrong?.message}.`, `Write it as ${placeForms}.`);
}
