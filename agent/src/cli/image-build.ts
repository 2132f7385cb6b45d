import { resolve } from 'node:path';
import { buildImage } from '../../../image/src/build-image.ts';
import { channels, imageDirectory } from '../../../image/src/image.ts';
import { readImageKinds } from '../../../image/src/image-boards.ts';
import { builds, catalogFor, ensureBuilt } from '../host/build.ts';
import { Stages } from '../host/stages.ts';
import { Usage } from './exit-codes.ts';

interface ImageFlags {
  board: string;
  channel: string;
  mirror?: string;
  securityMirror?: string;
  withoutSecurityUpdates?: boolean;
  apps?: string;
  out?: string;
}

export async function buildBoardImage(flags: ImageFlags): Promise<void> {
  if (process.arch !== 'x64') throw new Usage('Images are built on amd64 machines only, so far.', 'Use one of these.');
  const kinds = await readImageKinds();
  const kind = kinds.get(choose('board', flags.board, [...kinds.keys()]));
  if (!kind) throw new Error(`${flags.board} was there a moment ago`);
  if (flags.apps && kind.architecture === 'amd64')
    throw new Usage('--apps is for images of another architecture, whose apps take long to build.', 'Leave it out.');
  const channel = choose('channel', flags.channel, channels);
  const stages = new Stages(process.stderr);
  for (const build of [builds.agent, builds.panel, catalogFor(kind.architecture, flags.apps)])
    await stages.stage(build.title, (say) => ensureBuilt(build, say));
  const { mirror, securityMirror, withoutSecurityUpdates, out = `${imageDirectory}/dist` } = flags;
  const image = await buildImage({ kind, channel, mirror, securityMirror, withoutSecurityUpdates, out: resolve(out) });
  process.stdout.write(`${image}\n`);
}

function choose<T extends string>(what: string, given: string, known: readonly T[]): T {
  const found = known.find((name) => name === given);
  if (!found) throw new Usage(`There is no ${what} “${given}”.`, `One of: ${known.join(', ')}`);
  return found;
}
