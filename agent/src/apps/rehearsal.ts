import { readFileSync } from 'node:fs';
import type { Release } from '@percloud/contract/catalog';
import { type Manifest, sizeBytes } from '@percloud/contract/manifest';
import { parseMemory } from '../health/measuring/parse-memory.ts';
import type { Running } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { type AppInput, type AppParts, appIdOf } from './app-parts.ts';
import type { ChangeInput } from './change-generation.operation.ts';

/** What has to be left for everything else, beside all that the app's services may take. */
const marginBytes = 128 * 1024 ** 2;

export interface Rehearsed {
  /** Only where it was skipped. */
  outcome: { memoryMissingBytes: number };
}

type Operation = Pick<Running<ChangeInput, Rehearsed>, 'id' | 'input' | 'signal'>;

/**
 * Starts the new release on a copy of the data, with no way to anywhere, while the app itself goes on serving. It throws when that does not
 * get well. What runs twice for a while has to fit into memory twice; where it doesn't, the upgrade goes on without.
 */
export async function rehearse(parts: AppParts, operation: Operation, release: Release): Promise<Partial<Rehearsed>> {
  const memoryMissingBytes = missingBytes(release.manifest);
  if (memoryMissingBytes > 0) return { outcome: { memoryMissingBytes } };
  const { id, input, signal } = operation;
  const walledIn = withoutEgress(release);
  // Of one that a power cut ended, containers may still run.
  await endRehearsal(parts, operation);
  const standIn = standInOf(operation);
  const secrets = await parts.staging.getSecrets(id);
  await parts.generations.copy(parts.directoryOf(input, input.from), appIdOf(standIn), input.to, walledIn, secrets);
  await parts.ensureNetwork(id, standIn, walledIn);
  const runnable = { ...(await parts.runnable(id, standIn, input.to, input.settings)), rehearsal: true };
  try {
    await parts.start(runnable, signal);
    await parts.untilWell(runnable, signal);
  } catch (error) {
    throw inWordsOfARehearsal(error);
  }
  await endRehearsal(parts, operation);
  return {};
}

export const endRehearsal = (parts: AppParts, operation: Pick<Operation, 'id' | 'input'>) => endStandIn(parts, standInOf(operation));

/** All that there is of it, running or not. */
export async function endStandIn(parts: AppParts, standIn: AppInput) {
  await parts.containers.remove(standIn.app);
  await parts.removeNetwork(standIn);
  await parts.generations.removeApp(appIdOf(standIn));
}

/**
 * A rehearsal is an app of its own that no row knows, by the operation's id: nobody takes its containers, its network or its data for those
 * of the app that serves, and the firewall walls it in like any other. It answers to the same names as the app.
 */
export const standInOf = ({ id, input }: { id: string; input: Pick<AppInput, 'percloud' | 'slug'> }): AppInput => ({
  percloud: input.percloud,
  app: id,
  slug: input.slug,
});

/** Nothing that is done on the copy may reach anybody: no letter goes out twice. */
export const withoutEgress = (release: Release): Release => ({
  ...release,
  manifest: { ...release.manifest, permissions: { ...release.manifest.permissions, egress: 'none' } },
});

/** Of memory, to run it beside everything else; 0: there is enough. */
export function missingBytes({ services }: Manifest) {
  const wantedBytes = Object.values(services).reduce((sum, service) => sum + sizeBytes(service.mem_limit), marginBytes);
  return Math.max(wantedBytes - parseMemory(readFileSync('/proc/meminfo', 'utf8')).availableBytes, 0);
}

function inWordsOfARehearsal(error: unknown) {
  if (!(error instanceof Problem)) return error;
  if (error.code === 'app-not-healthy') return new Problem('rehearsal-failed', { detail: error.parts.detail, cause: error });
  if (error.code === 'app-smoke-failed')
    return new Problem('rehearsal-failed', { detail: 'The program runs but did not pass its own check.', cause: error });
  return error;
}
