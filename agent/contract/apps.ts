import { z } from 'zod';
import { channelSchema } from './catalog.ts';
import { appPublisherSchema, publicKeySchema } from './catalogs.ts';
import { endpoint } from './endpoint.ts';
import { operationSchema } from './operations.ts';
import { problemSchema } from './problems.ts';
import { settingSchema, settingValuesSchema } from './settings-form.ts';
import { appSlugSchema, catalogAppIdSchema, idSchema, textSchema, timeSchema } from './words.ts';

export const appStatusSchema = z.enum(['running', 'starting', 'unhealthy', 'stopped', 'busy', 'in-bin', 'broken']);

/** An app: one release installed in one percloud. */
export const appSchema = z.object({
  id: idSchema,
  percloud: idSchema,
  slug: appSlugSchema,
  catalogApp: catalogAppIdSchema,
  version: z.string(),
  title: textSchema,
  program: z.string(),
  summary: textSchema,
  color: z.string(),
  hidden: z.boolean(),
  status: appStatusSchema,
  /** The operation that has it in its hands. */
  operation: idSchema.nullable(),
  /** `https://host[:port]`, and where "Open" leads. */
  url: z.string(),
  openUrl: z.string(),
  generation: z.number().int(),
  /** A newer release in the catalog; `widens` are the permissions it would add and the owner has to agree to. */
  update: z.object({ version: z.string(), widens: z.array(z.string()), releaseNotes: textSchema.optional() }).nullable(),
  /** Which releases it is offered. */
  channel: channelSchema,
  /** Newer releases come by themselves, at night; one that may do more waits for the owner. */
  automaticUpdates: z.boolean(),
  publisher: appPublisherSchema,
  devices: z.boolean(),
  installedAt: timeSchema,
  inBinSince: timeSchema.nullable(),
  /** Gone for ever, with its data: only the last event about it says so. */
  deletedAt: timeSchema.nullable(),
  /** Why the last change of it did not work, until the next one does. */
  lastProblem: z
    .object({ operation: idSchema, kind: z.string(), version: z.string().optional(), problem: problemSchema, at: timeSchema })
    .nullable(),
});
export type App = z.infer<typeof appSchema>;

export const snapshotSchema = z.object({
  id: z.string().regex(/^\d+-\d{8}T\d{6}Z-[a-z-]+$/),
  generation: z.number().int(),
  version: z.string(),
  /** Before what it was taken. */
  reason: z.enum(['upgrade', 'rollback', 'configure']),
  takenAt: timeSchema,
  /** Not kept forever: when it may be removed; null while it is among the newest three. */
  keptUntil: timeSchema.nullable(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const appDetailSchema = appSchema.extend({
  settingsForm: z.array(settingSchema),
  /** Without password settings; those that have a value are named in `secretsSet`. */
  settings: settingValuesSchema,
  secretsSet: z.array(z.string()),
  permissions: z.array(z.string()),
  snapshots: z.array(snapshotSchema),
  services: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      health: z.enum(['healthy', 'starting', 'unhealthy', 'none']),
      memoryLimitBytes: z.number().int(),
    }),
  ),
});
export type AppDetail = z.infer<typeof appDetailSchema>;

/** A newer release, as the owner of an installed app is asked about it. */
export const appReleaseSchema = z.object({
  version: z.string(),
  publishedAt: timeSchema,
  releaseNotes: textSchema.optional(),
  /** What it may do that the installed one may not; the owner has to agree to it. */
  widens: z.array(z.string()),
  /** What it no longer may. */
  narrows: z.array(z.string()),
  /** What it needs them for, in its author's words. */
  permissionsReason: textSchema.optional(),
});
export type AppRelease = z.infer<typeof appReleaseSchema>;

/** The Debian packages in one of an app's images. */
export const appPackagesSchema = z.object({
  image: z.string(),
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
});
export type AppPackages = z.infer<typeof appPackagesSchema>;

export const appPasswordSchema = z.object({
  id: idSchema,
  app: idSchema,
  device: z.string(),
  createdAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
});
export type AppPassword = z.infer<typeof appPasswordSchema>;

const percloudParams = z.object({ percloud: idSchema });
const appParams = z.object({ percloud: idSchema, app: idSchema });
const started = { response: operationSchema, status: 202 } as const;

export const appEndpoints = {
  listApps: endpoint('GET', '/perclouds/:percloud/apps', {
    role: 'member',
    summary: 'The apps of a percloud; those in the bin with `bin=true`.',
    params: percloudParams,
    query: z.object({ bin: z.stringbool().default(false) }),
    response: z.array(appSchema),
  }),
  installApp: endpoint('POST', '/perclouds/:percloud/apps', {
    role: 'owner',
    summary: 'Installs an app from the catalog.',
    params: percloudParams,
    body: z.strictObject({
      catalogApp: catalogAppIdSchema,
      /** Whose app it is, as the person was told. Absent: of the box's own catalog. Another one is refused. */
      publisher: publicKeySchema.optional(),
      /** Default: the newest. */
      version: z.string().max(60).optional(),
      /** Default: the app's own, with a number behind it when it is taken. */
      slug: appSlugSchema.optional(),
      settings: settingValuesSchema.default({}),
    }),
    ...started,
  }),
  getApp: endpoint('GET', '/perclouds/:percloud/apps/:app', {
    role: 'member',
    summary: 'One app in full.',
    params: appParams,
    response: appDetailSchema,
  }),
  getAppIcon: endpoint('GET', '/perclouds/:percloud/apps/:app/icon', {
    role: 'member',
    summary: 'Its icon.',
    params: appParams,
    stream: 'image/svg+xml',
  }),
  upgradeApp: endpoint('POST', '/perclouds/:percloud/apps/:app/upgrade', {
    role: 'owner',
    summary: 'Brings an app to a newer release; back to the old one with its data if that fails.',
    params: appParams,
    body: z.strictObject({
      version: z.string().max(60).optional(),
      /** The permissions the owner agreed to add. */ accept: z.array(z.string()).default([]),
    }),
    ...started,
  }),
  rollbackApp: endpoint('POST', '/perclouds/:percloud/apps/:app/rollback', {
    role: 'owner',
    summary: 'Goes back to a snapshot: release, settings and data. What is now is kept as a snapshot.',
    params: appParams,
    body: z.strictObject({ snapshot: snapshotSchema.shape.id }),
    ...started,
  }),
  listAppReleases: endpoint('GET', '/perclouds/:percloud/apps/:app/releases', {
    role: 'member',
    summary: 'Newer releases by who published the app, newest first, prereleases too: notes, and what each may do more or less.',
    params: appParams,
    response: z.array(appReleaseSchema),
  }),
  listAppPackages: endpoint('GET', '/perclouds/:percloud/apps/:app/packages', {
    role: 'member',
    summary: 'What is inside: the Debian packages of its images with their exact versions.',
    params: appParams,
    response: z.array(appPackagesSchema),
  }),
  setAppChannel: endpoint('PUT', '/perclouds/:percloud/apps/:app/channel', {
    role: 'owner',
    summary: 'Which releases an app is offered. Leaving `beta` takes nothing back: what comes next is newer than what is installed.',
    params: appParams,
    body: z.strictObject({ channel: channelSchema }),
    response: appSchema,
  }),
  setAutomaticUpdates: endpoint('PUT', '/perclouds/:percloud/apps/:app/automatic-updates', {
    role: 'owner',
    summary: 'Whether newer releases come by themselves, between two and five at night. One that failed is not tried again.',
    params: appParams,
    body: z.strictObject({ automatic: z.boolean() }),
    response: appSchema,
  }),
  configureApp: endpoint('PUT', '/perclouds/:percloud/apps/:app/settings', {
    role: 'owner',
    summary: 'Changes settings. Password settings left out keep their value.',
    params: appParams,
    body: z.strictObject({ settings: settingValuesSchema }),
    ...started,
  }),
  startApp: endpoint('POST', '/perclouds/:percloud/apps/:app/start', {
    role: 'owner',
    summary: 'Starts a stopped app.',
    params: appParams,
    ...started,
  }),
  stopApp: endpoint('POST', '/perclouds/:percloud/apps/:app/stop', {
    role: 'owner',
    summary: 'Stops an app until it is started again.',
    params: appParams,
    ...started,
  }),
  restartApp: endpoint('POST', '/perclouds/:percloud/apps/:app/restart', {
    role: 'owner',
    summary: 'Stops and starts an app.',
    params: appParams,
    ...started,
  }),
  removeApp: endpoint('DELETE', '/perclouds/:percloud/apps/:app', {
    role: 'owner',
    summary: 'Moves an app to the bin, where its data stay for 30 days.',
    params: appParams,
    ...started,
  }),
  restoreApp: endpoint('POST', '/perclouds/:percloud/apps/:app/restore', {
    role: 'owner',
    summary: 'Takes an app out of the bin.',
    params: appParams,
    ...started,
  }),
  deleteApp: endpoint('POST', '/perclouds/:percloud/apps/:app/delete', {
    role: 'owner',
    summary: 'Deletes an app in the bin with all its data, for ever. Its slug is typed to confirm.',
    params: appParams,
    body: z.strictObject({ confirm: z.string().max(60) }),
    ...started,
  }),
  getAppLogs: endpoint('GET', '/perclouds/:percloud/apps/:app/logs', {
    role: 'owner',
    summary: 'What the app wrote to its log, newest last; `follow=true` goes on.',
    params: appParams,
    query: z.object({
      service: z.string().max(40).optional(),
      tail: z.coerce.number().int().min(0).max(10_000).default(200),
      follow: z.stringbool().default(false),
    }),
    stream: 'text/plain',
  }),
  listAppPasswords: endpoint('GET', '/perclouds/:percloud/apps/:app/passwords', {
    role: 'member',
    summary: 'The caller’s own device passwords for an app.',
    params: appParams,
    response: z.array(appPasswordSchema),
  }),
  createAppPassword: endpoint('POST', '/perclouds/:percloud/apps/:app/passwords', {
    role: 'member',
    summary: 'Makes a password for one device. Shown this once.',
    params: appParams,
    body: z.strictObject({ device: z.string().trim().min(1, 'is missing').max(60) }),
    response: appPasswordSchema.extend({
      user: z.string(),
      password: z.string(),
      url: z.string(),
      clients: z.array(z.object({ name: z.string(), steps: textSchema })),
    }),
    status: 201,
  }),
  revokeAppPassword: endpoint('DELETE', '/perclouds/:percloud/apps/:app/passwords/:password', {
    role: 'member',
    summary: 'A lost device: its password stops working within seconds.',
    params: appParams.extend({ password: idSchema }),
  }),
};
