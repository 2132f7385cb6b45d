import type { Command } from 'commander';

/** For who prepares a card for a box, on a computer with Linux. */
export function flashCommand(program: Command): void {
  program
    .command('flash')
    .description('Write an image to a card or a stick that a box starts from. Without a disk: lists those there are.')
    .argument('[image]', 'an .img or .img.zst')
    .argument('[disk]', 'where to: /dev/sdb')
    .option('--any-disk', 'also a disk that is built in')
    .option('--confirm <name>', 'the disk’s name (sdb), where nobody is there to type it: everything on it is deleted')
    .option('--config <file>', 'a percloud.yaml to put on it; instead of the options below')
    .option('--hostname <name>', 'the box’s name in its network')
    .option('--language <code>', 'en, es or it')
    .option('--time-zone <zone>', 'such as Europe/Madrid')
    .option('--ssh-key <file>', 'a public key: SSH is switched on for it')
    .option('--wifi-ssid <name>', 'the Wi-Fi it joins; its password is asked for')
    .option('--wifi-country <code>', 'the country it stands in, for the rules of its radio: ES')
    .option('--wifi-hidden', 'the Wi-Fi keeps its name to itself')
    .option('--wifi-open', 'the Wi-Fi has no password')
    .option('--wifi-password-stdin', 'the password comes on the standard input')
    .action(async (image, disk, options) => (await import('./flash-card.ts')).flashCard(image, disk, options));
}
