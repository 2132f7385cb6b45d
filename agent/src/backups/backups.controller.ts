import { Controller, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply } from 'fastify';
import { FileSystems } from '../gateways/file-systems.ts';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { BackupsService } from './backups.service.ts';
import { RecoveryWords } from './recovery-words.service.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';
import { TargetsService } from './targets.service.ts';

@Controller()
export class BackupsController {
  constructor(
    private readonly targets: TargetsService,
    private readonly words: RecoveryWords,
    private readonly backups: BackupsService,
    private readonly records: TargetRecords,
    private readonly files: TargetFiles,
    private readonly disks: FileSystems,
  ) {}

  @Handles(api.listBackupDisks)
  listDisks() {
    return this.disks.list();
  }

  @Handles(api.getBackupKey)
  async getKey(@Input() { params }: InputOf<typeof api.getBackupKey>) {
    return { publicKey: await this.files.sshPublicKey(params.percloud) };
  }

  @Handles(api.listBackupTargets)
  list(@Input() { params }: InputOf<typeof api.listBackupTargets>) {
    return this.targets.list(params.percloud);
  }

  @Handles(api.addBackupTarget)
  add(@Input() { params, body }: InputOf<typeof api.addBackupTarget>) {
    return this.targets.add(params.percloud, body.place, body.words);
  }

  @Handles(api.changeBackupTarget)
  change(@Input() { params, body }: InputOf<typeof api.changeBackupTarget>) {
    return this.targets.change(params.percloud, params.target, body);
  }

  @Handles(api.removeBackupTarget)
  async remove(@Input() { params, body }: InputOf<typeof api.removeBackupTarget>) {
    await this.targets.remove(params.percloud, params.target, body.confirm);
  }

  @Handles(api.makeRecoveryWords)
  makeWords(@Input() { params }: InputOf<typeof api.makeRecoveryWords>) {
    return this.words.make(params.percloud, params.target);
  }

  @Handles(api.confirmRecoveryWords)
  async confirmWords(@Input() { params, body }: InputOf<typeof api.confirmRecoveryWords>) {
    await this.words.confirm(params.percloud, params.target, body.words);
    return this.targets.get(params.percloud, params.target);
  }

  @Handles(api.useRecoveryWords)
  async useWords(@Input() { params, body }: InputOf<typeof api.useRecoveryWords>) {
    await this.words.use(params.percloud, params.target, body.words);
    return this.targets.get(params.percloud, params.target);
  }

  @Handles(api.makeBackup)
  make(@Input() { params }: InputOf<typeof api.makeBackup>, @Caller() caller: KnownCaller) {
    return this.backups.make(params.percloud, params.target, caller);
  }

  @Handles(api.drillBackup)
  drill(@Input() { params }: InputOf<typeof api.drillBackup>, @Caller() caller: KnownCaller) {
    return this.backups.drill(params, caller);
  }

  @Handles(api.mendBackups)
  mend(@Input() { params }: InputOf<typeof api.mendBackups>, @Caller() caller: KnownCaller) {
    return this.backups.mend(params.percloud, params.target, caller);
  }

  @Handles(api.listBackups)
  async listBackups(@Input() { params }: InputOf<typeof api.listBackups>) {
    return this.records.listBackups((await this.records.get(params.percloud, params.target)).id);
  }

  @Handles(api.listBackupFiles)
  listFiles(@Input() { params, query }: InputOf<typeof api.listBackupFiles>) {
    return this.backups.listFiles(params, query.path);
  }

  @Handles(api.readBackupFile)
  async readFile(@Input() { params, query }: InputOf<typeof api.readBackupFile>, @Res({ passthrough: true }) reply: FastifyReply) {
    const { name, content } = await this.backups.readFile(params, query.path);
    // Whatever somebody wrote into it: it is stored, never shown as a page of ours.
    void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    void reply.header('content-security-policy', "default-src 'none'; sandbox");
    return content;
  }

  @Handles(api.restoreAppFromBackup)
  restore(@Input() { params, body }: InputOf<typeof api.restoreAppFromBackup>, @Caller() caller: KnownCaller) {
    return this.backups.restore({ ...params, app: body.app }, body.as, caller);
  }

  @Handles(api.putBackFile)
  putBack(@Input() { params, body }: InputOf<typeof api.putBackFile>, @Caller() caller: KnownCaller) {
    return this.backups.putBack(params, body.path, caller);
  }

  @Handles(api.listBackupKeys)
  listKeys(@Input() { params }: InputOf<typeof api.listBackupKeys>) {
    return this.targets.listKeys(params.percloud, params.target);
  }

  @Handles(api.revokeBackupKey)
  async revokeKey(@Input() { params }: InputOf<typeof api.revokeBackupKey>) {
    await this.targets.revokeKey(params.percloud, params.target, params.key);
  }
}
