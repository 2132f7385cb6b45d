import { type Command, InvalidArgumentError } from 'commander';

/** The options every command of a kind takes, described once. */
export const withData = (command: Command) =>
  command.option('--data <dir>', 'where its data lie (PERCLOUD_DATA; default /var/lib/percloud)').option('--json', 'print JSON');

export const withPercloud = (command: Command) => withData(command).option('--percloud <slug>', 'which percloud, where there are several');

export const collect = (value: string, before: string[]) => [...before, value];

export function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return port;
}

/** `20G`, `512M`. */
export function parseSize(text: string): number {
  const [, number, unit] = /^(\d+)([MGT])B?$/i.exec(text) ?? [];
  if (!number || !unit) throw new InvalidArgumentError('A size is a number with M, G or T: 20G.');
  return Number(number) * 1024 ** ('MGT'.indexOf(unit.toUpperCase()) + 2);
}
