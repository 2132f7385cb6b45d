/** Caddy's own JSON, https://caddyserver.com/docs/json/ */
export type CaddyJson = { [key: string]: CaddyValue };
export type CaddyValue = string | number | boolean | null | CaddyJson | CaddyValue[];
export type CaddyHandler = { handler: string; [key: string]: CaddyValue };
export type CaddyRoute = { match?: CaddyJson[]; handle: CaddyHandler[]; terminal?: boolean };

export const subroute = (...routes: CaddyRoute[]): CaddyHandler => ({ handler: 'subroute', routes });
export const onHosts = (hosts: string[], ...handle: CaddyHandler[]): CaddyRoute => ({ match: [{ host: hosts }], handle, terminal: true });
export const onPaths = (paths: string[], ...handle: CaddyHandler[]): CaddyRoute => ({ match: [{ path: paths }], handle, terminal: true });
export const always = (...handle: CaddyHandler[]): CaddyRoute => ({ handle, terminal: true });
export const setHeaders = (set: Record<string, string>): CaddyHandler => ({
  handler: 'headers',
  // Deferred: ours hold even where the server behind sends its own.
  response: { deferred: true, set: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, [value]])) },
});
/** Only where the server behind does not send its own. */
export const setHeaderUnlessSent = (name: string, value: string): CaddyHandler => ({
  handler: 'headers',
  response: { deferred: true, require: { headers: { [name]: null } }, set: { [name]: [value] } },
});
