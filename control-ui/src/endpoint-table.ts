import { api } from '@percloud/contract/api';

/** Method and path of every endpoint. Evaluated while building: see build/evaluate-at-build.ts. */
export default Object.fromEntries(Object.entries(api).map(([name, { method, path }]) => [name, [method, path] as const]));
