import { resolve } from 'node:path';
import { buildImage } from '../../../image/src/build-image.ts';
import { boards, channels, imageDirectory } from '../../../image/src/image.ts';
import { builds, ensureBuilt } from '../host/build.ts';
import { Stages } from '../host/stages.ts';
import { Usage } from './exit-codes.ts';

interface ImageFlags {
  board: string;
  channel: string;
  mirror?: string;
  out?: string;
}

export async function buildBoardImage(flags: ImageFlags): Promise<void> {
  if (process.arch !== 'x64') throw new Usage('Images are built on amd64 machines only, so far.', 'Use one of these.');
  const board = choose('board', flags.board, boards);
  const channel = choose('channel', flags.channel, channels);
  const stages = new Stages(process.stderr);
  for (const build of Object.values(builds)) await stages.stage(build.title, (say) => ensureBuilt(build, say));
  const image = await buildImage({ board, channel, mirror: flags.mirror, out: resolve(flags.out ?? `${imageDirectory}/dist`) });
  process.stdout.write(`${image}\n`);
}

function choose<T extends string>(what: string, given: string, known: readonly T[]): T {
  const found = known.find((name) => name === given);
  if (!found) throw new Usage(`There is no ${what} “${given}”.`, `One of: ${known.join(', ')}`);
  return found;
}
