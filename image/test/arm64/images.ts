import { join } from 'node:path';
import { readVersion, rootDir } from '../../../agent/src/host/root-dir.ts';

/** What `npm run image:build -- --board NAME` made. */
export const imageOf = (name: 'raspberry-pi' | 'arm64-efi') => join(rootDir, `image/dist/dev/percloud-${name}-${readVersion()}-dev.img`);
