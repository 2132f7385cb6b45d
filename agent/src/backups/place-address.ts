import type { Place } from '@percloud/contract/backup-places';
import { findBoxCertificate } from './box-certificate.ts';

/** What restic and ssh are told of a place that is not a disk; secrets in `environment` and in the address of a REST server. */
export interface Address {
  address: string;
  environment: Record<string, string>;
  /** Of a server that vouches for itself. */
  certificate?: string;
  /** For `ssh`, before its own: user, host and port. */
  ssh?: { host: string; port: number; user: string };
}

type Remote = Exclude<Place, { kind: 'disk' }>;

/** A box is asked for its certificate; nobody else is asked anything. */
export async function findAddress(place: Place): Promise<Address> {
  // A disk is mounted where it is mounted.
  if (place.kind === 'disk') return { address: '', environment: {} };
  if (place.kind === 'box') return { ...addressOf(place), certificate: await findBoxCertificate(place.address) };
  return addressOf(place);
}

export function addressOf(place: Remote): Address {
  if (place.kind === 'sftp') {
    const { host, port, user, folder } = place;
    return { address: `sftp:${user}@${host}:${folder}`, environment: {}, ssh: { host, port, user } };
  }
  if (place.kind === 's3') {
    const parts = [withoutSlash(place.address), place.bucket, place.folder.replace(/^\/+|\/+$/g, '')].filter(Boolean);
    return {
      address: `s3:${parts.join('/')}`,
      environment: { AWS_ACCESS_KEY_ID: place.accessKey, AWS_SECRET_ACCESS_KEY: place.secretKey },
      certificate: place.certificate,
    };
  }
  if (place.kind === 'box') return restAddress(new URL(folderAtBox, place.address), place);
  return { ...restAddress(new URL(`${withoutSlash(place.address)}/`), place), certificate: place.certificate };
}

function restAddress(url: URL, { user, password = '' }: { user: string; password?: string }): Address {
  url.username = user;
  url.password = encodeURIComponent(password);
  return { address: `rest:${url}`, environment: {} };
}

/** Where the app that keeps others' backups has them. */
const folderAtBox = '/backups/';

/** For people; never a password. */
export function describePlace(place: Remote): string {
  if (place.kind === 'sftp') return `${place.user}@${place.host}:${place.folder}`;
  if (place.kind === 'box') return new URL(place.address).host;
  if (place.kind === 's3') return addressOf(place).address.replace(/^s3:https?:\/\//, '');
  return withoutSlash(place.address).replace(/^https?:\/\//, '');
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '');
