import { findMirrors, type Mirrors } from '../../app-catalog/src/apt-sources.ts';

export interface MirrorOptions {
  /** Where Debian's packages come from; else: where this machine gets them. */
  mirror?: string;
  /** The same of its security updates. */
  securityMirror?: string;
  withoutSecurityUpdates?: boolean;
}

/**
 * A box is never made without security updates by mistake.
 * @throws where nobody says where they come from.
 */
export function chooseMirrors(options: MirrorOptions, known: () => Mirrors = findMirrors): Mirrors {
  const { mirror, securityMirror, withoutSecurityUpdates } = options;
  if (securityMirror && withoutSecurityUpdates) throw new Error('--security-mirror and --without-security-updates exclude each other.');
  const found = mirror ? { main: mirror } : known();
  if (withoutSecurityUpdates) return { main: found.main };
  const security = securityMirror ?? found.security;
  if (security) return { main: found.main, security };
  throw new Error(
    mirror
      ? 'It is not known where Debian’s security updates come from. Name it: --security-mirror http://HOST/debian-security. To make an image without them, for tests only: --without-security-updates'
      : 'apt on this machine knows no security updates, and the image would lack them. Name where they come from: --security-mirror http://HOST/debian-security. To make an image without them, for tests only: --without-security-updates',
  );
}
