import type { Command } from 'commander';

/** For who makes images, in a checkout: on a box there is nothing to make them of. */
export function imageCommands(image: Command): void {
  image
    .command('build')
    .description('Make an image to write to a disk, from this checkout and Debian’s packages.')
    .requiredOption('--board <board>', 'what it is for: x86-64, raspberry-pi, or arm64-efi (a virtual machine)')
    .option('--channel <channel>', 'stable, or dev: with a root shell on the second serial line, for tests only', 'stable')
    .option('--mirror <address>', 'where Debian’s packages come from (default: where this machine gets them)')
    .option('--security-mirror <address>', 'where Debian’s security updates come from (default: where this machine gets them)')
    .option('--without-security-updates', 'make an image without them, for tests only')
    .option('--apps <ids>', 'of another architecture: which apps are in its store, as radicale,shaarli (default: all; each takes long)')
    .option('--out <dir>', 'where the image is put (default: image/dist of this checkout)')
    .action(async (options) => (await import('./image-build.ts')).buildBoardImage(options));
}
