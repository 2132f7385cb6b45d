import type { CaddyHandler } from './caddy-json.ts';

/**
 * What a client must never be able to say: who it is, where it comes from, or that the path is another one than the gate saw.
 * Every header with an underscore goes, because many servers read `X_Remote_User` and `X-Remote-User` as one; some (lighttpd's CGI) make
 * an underscore of every sign that a name may have and that is neither letter nor digit.
 */
const untrusted = [
  ...Array.from("_.!#$%&'*+^`|~", (sign) => `*${sign}*`),
  'Remote*',
  'X-Remote*',
  'X-Percloud*',
  'Forwarded*',
  'X-Forwarded*',
  'X-Auth-Request*',
  'X-Authenticated*',
  'X-Authentik*',
  'X-WebAuth*',
  'X-User*',
  'X-Real-Ip',
  'X-Client-*',
  'X-Cluster-Client-Ip',
  'Client-Ip',
  'True-Client-Ip',
  'Cf-Connecting-Ip',
  'Ssl-*',
  'X-Ssl-*',
  'X-Original*',
  'X-Rewrite*',
  'X-Script-Name',
  'Script-Name',
  'Proxy*',
];

export const scrub: CaddyHandler = { handler: 'headers', request: { delete: untrusted } };
