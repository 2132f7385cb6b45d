import type { Operation } from '@percloud/contract/operations';

const verbs: Record<Operation['kind'], string> = {
  'app.install': 'Install',
  'app.upgrade': 'Upgrade',
  'app.rollback': 'Roll back',
  'app.configure': 'Change settings of',
  'app.start': 'Start',
  'app.stop': 'Stop',
  'app.restart': 'Restart',
  'app.remove': 'Remove',
  'app.restore': 'Restore',
  'app.delete': 'Delete',
  'app.thin-snapshots': 'Keep only the newest snapshot of',
  'backup.make': 'Back up',
  'backup.drill': 'Try out a backup',
  'backup.mend': 'Mend damaged backups',
  'backup.bring-back': 'Bring back',
  'backup.put-back': 'Put something back in',
  'backup.bring-beside': 'Bring from a backup',
  'box.make-room': 'Make room',
  'box.scrub': 'Check the disk',
  'box.set-clock': 'Set the clock',
  'box.renew-certificates': 'Renew the certificates',
  'box.restart': 'Restart the box',
  'box.switch-off': 'Switch the box off',
  'box.factory-reset': 'Reset the box',
  'box.open-ssh': 'Switch SSH on',
  'box.close-ssh': 'Switch SSH off',
  'catalog.refresh': 'Read the catalog',
  'person.reset-password': 'Set a new password of',
};

/** "Upgrade calendar to 3.5". */
export function titleOf({ kind, subject }: Pick<Operation, 'kind' | 'subject'>): string {
  const name = subject.slug ?? subject.catalogApp;
  const version = kind === 'app.upgrade' && subject.version ? ` to ${subject.version}` : '';
  return `${verbs[kind]}${name ? ` ${name}` : ''}${version}`;
}
