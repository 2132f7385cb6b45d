import type { Place } from '@percloud/contract/backup-places';
import type { Target } from '@percloud/contract/backups';
import type { Operation } from '@percloud/contract/operations';
import { AppOwner } from '../apps/app-owner.ts';
import type { Installation } from '../installation.ts';

/** An owner who keeps backups, as they would in the panel. */
export class BackupOwner extends AppOwner {
  private readonly box: Installation;

  constructor(installation: Installation, owner: AppOwner) {
    super(installation, owner.person, owner.percloud);
    this.box = installation;
  }

  static override async claim(installation: Installation): Promise<BackupOwner> {
    return new BackupOwner(installation, await AppOwner.claim(installation));
  }

  /** A place with its recovery words written down. */
  async addPlace(place: Place): Promise<{ target: Target; words: string }> {
    const { api } = this.person;
    const { id } = await api.call('addBackupTarget', { params: { percloud: this.percloud }, body: { place } });
    return this.writeWords(id);
  }

  async writeWords(target: string): Promise<{ target: Target; words: string }> {
    const { api } = this.person;
    const params = { percloud: this.percloud, target };
    const { words, ask } = await api.call('makeRecoveryWords', { params });
    const said = ask.map((number) => words[number - 1] ?? '');
    return { target: await api.call('confirmRecoveryWords', { params, body: { words: said } }), words: words.join(' ') };
  }

  async backUp({ id }: Pick<Target, 'id'>): Promise<Operation> {
    return this.ended(await this.box.root.call('makeBackup', { params: { percloud: this.percloud, target: id } }));
  }

  backups({ id }: Pick<Target, 'id'>) {
    return this.box.root.call('listBackups', { params: { percloud: this.percloud, target: id } });
  }
}
