import type { Api } from '@percloud/contract/api';
import type { PlaceKind } from '@percloud/contract/backup-places';
import type { RequestOf } from '@percloud/contract/endpoint';

/** A place as it is sent. */
export type PlaceInput = RequestOf<Api['addBackupTarget']>['body']['place'];

/** What stands in the fields of all kinds of places: who changes their mind finds again what they typed. */
export interface PlaceDraft {
  kind: PlaceKind;
  fileSystem: string;
  host: string;
  port: string;
  user: string;
  folder: string;
  address: string;
  password: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  certificate: string;
}

export const emptyPlace = (kind: PlaceKind): PlaceDraft => ({
  kind,
  ...{
    fileSystem: '',
    host: '',
    port: '22',
    user: '',
    folder: '',
    address: '',
    password: '',
    bucket: '',
    accessKey: '',
    secretKey: '',
    certificate: '',
  },
});

/** Of the fields only those of its kind. What surrounds a pasted word is no part of it; a password is left as it is. */
export function placeOf({ kind, ...draft }: PlaceDraft): PlaceInput {
  const certificate = draft.certificate.trim() ? { certificate: draft.certificate.trim() } : {};
  const [host, user, folder, address] = [draft.host.trim(), draft.user.trim(), draft.folder.trim(), draft.address.trim()];
  switch (kind) {
    case 'disk':
      return { kind, fileSystem: draft.fileSystem };
    case 'sftp':
      return { kind, host, port: Number(draft.port), user, folder };
    case 'box':
      return { kind, address, user, password: draft.password };
    case 'rest':
      return { kind, address, user, ...(draft.password && { password: draft.password }), ...certificate };
    case 's3':
      return {
        kind,
        ...{ address, folder },
        bucket: draft.bucket.trim(),
        accessKey: draft.accessKey.trim(),
        secretKey: draft.secretKey.trim(),
        ...certificate,
      };
  }
}
