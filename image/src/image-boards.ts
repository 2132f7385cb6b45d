import { join } from 'node:path';
import { type Board, type BoardImage, readBoards } from '@percloud/hardware/board';
import type { Architecture } from '../../app-catalog/src/builder.ts';
import { imageDirectory } from './image.ts';

/** What an image is made for: boards that start from it, by `hardware/boards/`. */
export interface ImageKind {
  name: string;
  architecture: Architecture;
  packages: string;
  boot: BoardImage['boot'];
  consoles: BoardImage['consoles'];
  boards: readonly (Board & { image: BoardImage })[];
}

const hasImage = (board: Board): board is Board & { image: BoardImage } => board.image !== undefined;

/** All there are, by name. */
export async function readImageKinds(): Promise<Map<string, ImageKind>> {
  const boards = (await readBoards(join(imageDirectory, '../hardware/boards'))).filter(hasImage);
  const kinds = [...Map.groupBy(boards, ({ image }) => image.name)].flatMap(([name, served]) => {
    const [first] = served;
    if (!first) return [];
    const { packages, boot, consoles } = first.image;
    const architecture: Architecture = first.match.architecture === 'x64' ? 'amd64' : 'arm64';
    return [{ name, architecture, packages, boot, consoles, boards: served }];
  });
  return new Map(kinds.map((kind) => [kind.name, kind]));
}
