import { setTimeout as sleep } from 'node:timers/promises';
import { changeConfig, configDirectory } from '@percloud/provisioning/config-partition';
import { claimFileDiffers, readIfThere, writeClaimFile } from '../config-files/claim-file.ts';
import { nothingToResetText, resetFileText } from '../config-files/config-file-texts.ts';
import { findResetFiles, replaceResetFiles } from '../config-files/reset-file.ts';
import { originOf, paths } from '../host/host-config.ts';
import { type ApiClient, Refused, Unreachable } from './client.ts';
import { type CommonOptions, type Context, connect, getInstallation } from './context.ts';

const agentStartsMs = 300_000;

/** Keeps `claim.txt` on the config partition as the box is: there with the code until it is claimed. Says the code in the log, too. */
export async function keepClaimFile(options: CommonOptions): Promise<void> {
  const host = await getInstallation(options);
  const code = (await readIfThere(paths(host).claimCode))?.trim();
  const address = originOf(host.hostname, host).replace('https:', 'http:');
  const claimable = code ? { address, code } : undefined;
  process.stdout.write(claimable ? `This box waits for its owner at ${address}. Claim code: ${code}\n` : 'This box has an owner.\n');
  if (await claimFileDiffers(configDirectory, claimable)) await changeConfig((directory) => writeClaimFile(directory, claimable));
}

/** Answers a `reset-password.txt` that somebody put on the config partition, and takes the answer away when its code is no longer good. */
export async function keepResetFile(options: CommonOptions): Promise<void> {
  const files = await findResetFiles(configDirectory);
  if (files.asked.length + files.answered.length === 0) return;
  const context = await connectOnceReady(options);
  if (files.asked.length === 0) {
    const { good } = await context.client.call('getResetCode');
    if (good?.way === 'file') return;
  }
  const text = files.asked.length > 0 ? await answer(context) : undefined;
  await changeConfig((directory) => replaceResetFiles(directory, files, text));
  process.stdout.write(
    text === undefined ? 'The code for a new password is no longer good.\n' : 'Somebody at the box asked for a new password.\n',
  );
}

async function answer({ client, host }: Context): Promise<string> {
  try {
    const { code, endsAt } = await client.call('makeResetCode', { body: { way: 'file' } });
    return resetFileText({ address: originOf(host.hostname, host), code, end: endsAt });
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'wrong-state') return nothingToResetText();
    throw error;
  }
}

/** While the box starts, the agent is a moment behind its unit. */
async function connectOnceReady(options: CommonOptions): Promise<Context> {
  for (const end = performance.now() + agentStartsMs; ; await sleep(1_000)) {
    try {
      const context = await connect(options);
      await answers(context.client);
      return context;
    } catch (error) {
      if (!(error instanceof Unreachable) || performance.now() > end) throw error;
    }
  }
}

const answers = (client: ApiClient) => client.call('getHealth');
