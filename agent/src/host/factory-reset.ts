import { join } from 'node:path';
import { changeConfig, replaceFile } from '@percloud/provisioning/config-partition';

/** Root's, by its unit. The next start makes the data partition anew before it is mounted, and removes this note only after that. */
export const askForFactoryReset = () =>
  changeConfig((directory) => replaceFile(join(directory, 'percloud/factory-reset'), `${new Date().toISOString()}\n`));
