import { Controller, Req, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { sessionToken } from '../http/session-cookie.ts';
import { AppLists } from './app-lists.ts';
import { AppLogs } from './app-logs.ts';
import { AppRecords } from './app-records.ts';
import { AppReleases } from './app-releases.ts';
import { AppView } from './app-view.ts';
import { AppsService } from './apps.service.ts';

/** An SVG of somebody else's: shown as a picture it can do nothing, opened as a page it must not either. */
const pictureOnly = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

@Controller()
export class AppsController {
  constructor(
    private readonly apps: AppsService,
    private readonly records: AppRecords,
    private readonly view: AppView,
    private readonly lists: AppLists,
    private readonly logs: AppLogs,
    private readonly releases: AppReleases,
  ) {}

  @Handles(api.listApps)
  async list(@Input() { params, query }: InputOf<typeof api.listApps>) {
    return (await this.lists.of(params.percloud)).filter((app) => (app.inBinSince !== null) === query.bin);
  }

  @Handles(api.installApp)
  install(@Input() { params, body }: InputOf<typeof api.installApp>, @Caller() caller: KnownCaller) {
    return this.apps.install(params.percloud, body, caller);
  }

  @Handles(api.getApp)
  async get(@Input() { params }: InputOf<typeof api.getApp>) {
    return this.view.detailOf(await this.records.getInstalled(params.percloud, params.app));
  }

  @Handles(api.getAppIcon)
  async icon(@Input() { params }: InputOf<typeof api.getAppIcon>, @Res({ passthrough: true }) reply: FastifyReply) {
    const { icon } = await this.view.releaseOf(await this.records.getInstalled(params.percloud, params.app));
    void reply.header('content-security-policy', pictureOnly).header('cache-control', 'private, max-age=3600');
    return icon;
  }

  @Handles(api.upgradeApp)
  async upgrade(@Input() { params, body }: InputOf<typeof api.upgradeApp>, @Caller() caller: KnownCaller) {
    return this.apps.upgrade(await this.records.getInstalled(params.percloud, params.app), body, caller);
  }

  @Handles(api.rollbackApp)
  async rollback(@Input() { params, body }: InputOf<typeof api.rollbackApp>, @Caller() caller: KnownCaller) {
    return this.apps.rollback(await this.records.getInstalled(params.percloud, params.app), body.snapshot, caller);
  }

  @Handles(api.listAppReleases)
  async listReleases(@Input() { params }: InputOf<typeof api.listAppReleases>) {
    return this.releases.listNewer(await this.records.getInstalled(params.percloud, params.app));
  }

  @Handles(api.listAppPackages)
  async listPackages(@Input() { params }: InputOf<typeof api.listAppPackages>) {
    return this.releases.listPackages(await this.records.getInstalled(params.percloud, params.app));
  }

  @Handles(api.setAppChannel)
  async setChannel(@Input() { params, body }: InputOf<typeof api.setAppChannel>) {
    const app = await this.records.getInstalled(params.percloud, params.app);
    await this.apps.setChannel(app, body.channel);
    return this.view.of({ ...app, channel: body.channel });
  }

  @Handles(api.setAutomaticUpdates)
  async setAutomaticUpdates(@Input() { params, body }: InputOf<typeof api.setAutomaticUpdates>) {
    const app = await this.records.getInstalled(params.percloud, params.app);
    await this.apps.setAutomaticUpdates(app, body.automatic);
    return this.view.of({ ...app, automaticUpdates: body.automatic });
  }

  @Handles(api.configureApp)
  async configure(@Input() { params, body }: InputOf<typeof api.configureApp>, @Caller() caller: KnownCaller) {
    return this.apps.configure(await this.records.getInstalled(params.percloud, params.app), body.settings, caller);
  }

  @Handles(api.startApp)
  async start(@Input() { params }: InputOf<typeof api.startApp>, @Caller() caller: KnownCaller) {
    return this.apps.run('app.start', await this.records.getInstalled(params.percloud, params.app), caller);
  }

  @Handles(api.stopApp)
  async stop(@Input() { params }: InputOf<typeof api.stopApp>, @Caller() caller: KnownCaller) {
    return this.apps.run('app.stop', await this.records.getInstalled(params.percloud, params.app), caller);
  }

  @Handles(api.restartApp)
  async restart(@Input() { params }: InputOf<typeof api.restartApp>, @Caller() caller: KnownCaller) {
    return this.apps.run('app.restart', await this.records.getInstalled(params.percloud, params.app), caller);
  }

  @Handles(api.removeApp)
  async remove(@Input() { params }: InputOf<typeof api.removeApp>, @Caller() caller: KnownCaller) {
    return this.apps.run('app.remove', await this.records.getInstalled(params.percloud, params.app), caller);
  }

  @Handles(api.restoreApp)
  async restore(@Input() { params }: InputOf<typeof api.restoreApp>, @Caller() caller: KnownCaller) {
    return this.apps.restore(await this.records.getInstalled(params.percloud, params.app), caller);
  }

  @Handles(api.deleteApp)
  async delete(@Input() { params, body }: InputOf<typeof api.deleteApp>, @Caller() caller: KnownCaller) {
    return this.apps.delete(await this.records.getInstalled(params.percloud, params.app), body.confirm, caller);
  }

  @Handles(api.getAppLogs)
  async readLogs(
    @Input() { params, query }: InputOf<typeof api.getAppLogs>,
    @Caller() caller: KnownCaller,
    @Req() request: FastifyRequest,
  ) {
    const app = await this.records.getInstalled(params.percloud, params.app);
    return this.logs.read(app, query, caller.kind === 'root' ? undefined : sessionToken(request));
  }
}
