import type { Finding } from '@percloud/contract/health';
import { expect } from 'vitest';
import type { ApiClient } from '../../src/cli/client.ts';

/** What a caller is told by `GET /findings`. */
export const findingsOf = (api: ApiClient): Promise<Finding[]> => api.call('listFindings');

/** Checks are patient: an app gets its time to recover, a page is not to flicker. */
const patience = { timeout: 200_000, interval: 250 };

/** The finding, once it is told. */
export async function toldOf(api: ApiClient, id: string): Promise<Finding> {
  await expect.poll(async () => (await findingsOf(api)).map((one) => one.id), patience).toContain(id);
  const finding = (await findingsOf(api)).find((one) => one.id === id);
  if (!finding) throw new Error(`${id} was told and is gone`);
  return finding;
}

export const noLongerTold = (api: ApiClient, id: string) =>
  expect.poll(async () => (await findingsOf(api)).map((one) => one.id), patience).not.toContain(id);
