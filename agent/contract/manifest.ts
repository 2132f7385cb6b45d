import { z } from 'zod';
import { type SettingValues, settingSchema } from './settings-form.ts';
import { appSlugSchema, catalogAppIdSchema, textSchema } from './words.ts';

/** `app.yaml`: Compose's words where Compose has them, a strict subset of them, and a few of our own. Unknown keys are refused. */
const part = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'small letters, digits and dashes only');
const absolutePath = z.string().regex(/^\/(?!.*(?:^|\/)\.\.(?:\/|$))[^\0]*$/, 'is an absolute path without ..');
/** Durations as Compose writes them: `1m30s`, `500ms`. */
export const durationSchema = z
  .string()
  .regex(/^(?:\d+(?:ms|s|m|h))+$/, 'is a duration such as 10s or 1m30s')
  .refine((duration) => durationMs(duration) <= 3_600_000, 'is longer than an hour');
/** Semver, with numbers that every reader of it can hold. */
const number = '(?:0|[1-9]\\d{0,8})';
const prerelease = `(?:${number}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const versionPattern = new RegExp(`^${number}\\.${number}\\.${number}(?:-${prerelease}(?:\\.${prerelease})*)?$`);
/** Sizes as Compose writes them: `256m`, `1g`. */
export const byteSizeSchema = z.string().regex(/^\d{1,7}[kmg]$/, 'is a size such as 256m');
/**
 * Manifests come from strangers as well, and these lists are held against each other, some at every request. A list that is too long
 * is looked at no further.
 */
const few = <T extends z.ZodType>(item: T, most = 50) => z.array(item).max(most, { error: `has more than ${most}`, abort: true });
const atMost = (most: number) =>
  [(record: object) => Object.keys(record).length <= most, { error: `has more than ${most}`, abort: true }] as const;

const capability = z.enum(['NET_BIND_SERVICE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID', 'KILL', 'SYS_NICE']);

const volumeSchema = z.strictObject({
  /**
   * false: what lies in it is kept for somebody else, who has it elsewhere as well. No backup holds it, and it stays as it is when the app
   * goes back to an earlier day. Absent stays absent, as `smoke` does.
   */
  backup: z.boolean().optional(),
});

const healthcheckSchema = z
  .strictObject({
    /** Exactly one of the three: a GET that answers below 400, a port that accepts, a command that exits 0 inside the container. */
    http: z.strictObject({ port: z.number().int().min(1).max(65535), path: absolutePath }).optional(),
    tcp: z.number().int().min(1).max(65535).optional(),
    test: z.tuple([z.literal('CMD')], z.string()).optional(),
    /** Between two looks at a running service. While it starts, the agent looks far more often. */
    interval: durationSchema.default('30s'),
    timeout: durationSchema.default('5s'),
    retries: z.number().int().min(1).max(20).default(3),
    /** How long the service may take to become healthy before it counts as failed. */
    start_period: durationSchema.default('1m'),
  })
  .refine(
    (check) => [check.http, check.tcp, check.test].filter((kind) => kind !== undefined).length === 1,
    'needs exactly one of http, tcp, test',
  );

const serviceSchema = z.strictObject({
  /** The name of an image in this app's directory; the catalog pins it by digest. */
  image: part,
  /** Pinned `uid:gid`, never 0. */
  user: z.string().regex(/^[1-9]\d{2,5}:[1-9]\d{2,5}$/, 'is a pinned uid:gid such as 7001:7001'),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  /** Values may use ${settings.NAME}, ${app.host}, ${app.url}, ${owner.name}. Never secrets: those are files. */
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
  /** Mounted read-only at /run/secrets/NAME, owned by the service's user, mode 0600. */
  secrets: z.array(part).default([]),
  /** `NAME:/absolute/path[:ro]`, NAME being one of the app's volumes. */
  volumes: z.array(z.string().regex(/^[a-z][a-z0-9-]*:\/[^:]*(?::ro)?$/, 'is NAME:/absolute/path')).default([]),
  /** Writable, in memory, gone with the container. The root is read-only. */
  tmpfs: z.array(absolutePath).default(['/tmp']),
  cap_add: z.array(capability).default([]),
  mem_limit: byteSizeSchema.default('256m'),
  pids_limit: z.number().int().min(1).max(4096).default(128),
  cpus: z.number().positive().max(64).optional(),
  depends_on: z.record(part, z.strictObject({ condition: z.literal('service_healthy') })).default({}),
  healthcheck: healthcheckSchema,
  stop_grace_period: durationSchema.default('10s'),
});

/** Run inside a running service. */
const commandIn = (timeout: string) =>
  z.strictObject({ service: part, command: z.array(z.string()).min(1), timeout: durationSchema.default(timeout) });

export const permissionsSchema = z.strictObject({
  /** `internet`: may open connections to the outside; never to the home's network or other apps. */
  egress: z.enum(['none', 'internet']).default('none'),
  /** What it needs them for, also paths that are public: one sentence, shown beside what it may do. */
  reason: textSchema.optional(),
});

const words = z.array(z.string().trim().min(1).max(40)).max(20);
/** What people type who look for this and don't know its name: "diary", "photos". Title and summary are searched anyway. */
export const keywordsSchema = z.strictObject({ en: words, es: words, it: words });
const page = z.url({ protocol: /^https$/ }).max(300);

export const manifestSchema = z
  .strictObject({
    id: catalogAppIdSchema,
    /** The release: semver. */
    version: z.string().max(60).regex(versionPattern, 'is a version such as 3.5.1'),
    /** The thing a person wants: "Calendar and contacts". */
    title: textSchema,
    /** The program: "Radicale 3.5". */
    program: z.string(),
    /** Of the program: its makers' page, its source code, its licence as SPDX writes it (`GPL-3.0-or-later`). */
    homepage: page.optional(),
    source: page.optional(),
    license: z.string().max(80).optional(),
    summary: textSchema,
    description: textSchema,
    keywords: keywordsSchema.optional(),
    category: z.enum(['write', 'keep-and-share', 'be-reachable', 'plan', 'house', 'test']),
    /** Not listed in the panel (made for tests). */
    hidden: z.boolean().default(false),
    slug: appSlugSchema,
    color: z.string().regex(/^#[0-9a-f]{6}$/),
    release_notes: textSchema.optional(),
    services: z
      .record(part, serviceSchema)
      .refine((services) => Object.keys(services).length > 0, 'needs at least one service')
      .refine(...atMost(20)),
    volumes: z
      .record(part, volumeSchema)
      .refine(...atMost(50))
      .default({}),
    /** Made by the box at install, kept in the generation; 32 random characters unless told. */
    secrets: z
      .record(part, z.strictObject({ length: z.number().int().min(16).max(256).default(32), from_setting: z.string().optional() }))
      .refine(...atMost(50))
      .default({}),
    settings: few(settingSchema, 100).default([]),
    permissions: permissionsSchema.default({ egress: 'none' }),
    web: z.strictObject({
      service: part,
      port: z.number().int().min(1).max(65535),
      /** Where "Open" leads. */
      open: absolutePath.default('/'),
      /** Path prefixes that need no sign-in, always or while a boolean setting is on. `/` makes the whole app public. */
      public: few(z.union([absolutePath, z.strictObject({ path: absolutePath, when: z.string() })])).default([]),
      /** Path prefixes below public ones that still need it; the longest prefix decides. It spares people detours: an app itself believes nobody without X-Remote-User. */
      private: few(absolutePath).default([]),
      /** The name the gate gives the app for the person signed in goes into X-Remote-User. */
      devices: z
        .strictObject({
          /** Path prefixes where app passwords (HTTP Basic) are accepted. */
          paths: few(absolutePath).min(1),
          /** What to type into which client. ${app.url} and ${user} are filled in. */
          clients: few(z.strictObject({ name: z.string(), steps: textSchema })).min(1),
        })
        .optional(),
    }),
    /** Run once after the first start, before the route opens; may run twice, so it has to ensure. */
    setup: z.array(commandIn('5m')).default([]),
    /**
     * Whether it does what it is for, asked before anybody reaches it; exits 0 when it does. On a copy of the data without any network, and
     * again on the real ones, so it leaves nothing behind. Absent stays absent: an agent from before it reads the frozen release as ever.
     */
    smoke: few(commandIn('1m'), 20).optional(),
    /**
     * Whether all of its data can be read, asked of a copy that runs where nobody sees it (before an update, and when a backup is opened
     * to prove it), so it may take its time; exits 0 when it can.
     */
    check_data: few(commandIn('10m'), 20).optional(),
    /**
     * Run in services that go on serving, before their files are copied for a backup or an update: a database writes its rows down as text.
     * May run at any moment and be cut short; whatever becomes of it, the files are copied as they are at one moment.
     */
    before_backup: few(commandIn('5m'), 20).optional(),
  })
  .superRefine((manifest, context) => {
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const services = Object.keys(manifest.services);
    if (!services.includes(manifest.web.service)) wrong(['web', 'service'], 'names a service that does not exist');
    for (const part of ['setup', 'smoke', 'check_data', 'before_backup'] as const) {
      for (const [index, { service }] of (manifest[part] ?? []).entries())
        if (!services.includes(service)) wrong([part, index, 'service'], 'names a service that does not exist');
    }
    for (const [name, service] of Object.entries(manifest.services)) {
      for (const [index, mount] of service.volumes.entries()) {
        if (!Object.hasOwn(manifest.volumes, mount.split(':')[0] ?? ''))
          wrong(['services', name, 'volumes', index], 'names a volume that is not declared');
      }
      for (const [index, secret] of service.secrets.entries()) {
        if (!Object.hasOwn(manifest.secrets, secret)) wrong(['services', name, 'secrets', index], 'names a secret that is not declared');
      }
      for (const needed of Object.keys(service.depends_on)) {
        if (!services.includes(needed)) wrong(['services', name, 'depends_on', needed], 'names a service that does not exist');
      }
    }
    for (const [name, secret] of Object.entries(manifest.secrets)) {
      if (secret.from_setting && !manifest.settings.some((setting) => setting.name === secret.from_setting && setting.type === 'password'))
        wrong(['secrets', name, 'from_setting'], 'names no password setting');
    }
    for (const setting of manifest.settings) {
      if (setting.type === 'password' && !Object.values(manifest.secrets).some((secret) => secret.from_setting === setting.name))
        wrong(['settings'], `password setting ${setting.name} is used by no secret`);
    }
    for (const [index, open] of manifest.web.public.entries()) {
      if (typeof open !== 'string' && !manifest.settings.some(({ name, type }) => name === open.when && type === 'boolean'))
        wrong(['web', 'public', index, 'when'], 'names no boolean setting');
    }
    for (const [index, path] of manifest.web.private.entries()) {
      if (!manifest.web.public.some((open) => isBelow(path, pathOf(open)))) wrong(['web', 'private', index], 'is not below a public path');
    }
    if (hasCycle(manifest.services)) wrong(['services'], 'depend on each other in a circle');
  });
export type Manifest = z.infer<typeof manifestSchema>;
export type Service = Manifest['services'][string];

function hasCycle(services: Record<string, { depends_on: Record<string, unknown> }>): boolean {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): boolean => {
    if (path.includes(name)) return true;
    if (done.has(name)) return false;
    const isCircular = Object.keys(services[name]?.depends_on ?? {}).some((next) => visit(next, [...path, name]));
    done.add(name);
    return isCircular;
  };
  return Object.keys(services).some((name) => visit(name, []));
}

export type PublicPath = Manifest['web']['public'][number];

/** Volumes that are kept for somebody else. */
export const volumesKeptForOthers = ({ volumes }: Manifest): string[] =>
  Object.keys(volumes).filter((name) => volumes[name]?.backup === false);

/** The path prefix of an entry of `web.public`. */
export const pathOf = (open: PublicPath) => (typeof open === 'string' ? open : open.path);

/** Whether a path lies below a prefix, by whole segments, and is not the prefix itself. */
export const isBelow = (path: string, prefix: string) => path !== prefix && path.startsWith(prefix.replace(/\/*$/, '/'));

/** The path prefixes that need no sign-in with these settings. */
export const publicPaths = ({ web }: Manifest, settings: SettingValues): string[] =>
  web.public.filter((open) => typeof open === 'string' || settings[open.when] === true).map(pathOf);

/** The settings that could open more than what is open: these path prefixes. */
export const settingsOpeningMore = ({ web }: Manifest, open: readonly string[]): string[] =>
  web.public.flatMap((path) =>
    typeof path === 'string' || open.some((prefix) => path.path === prefix || isBelow(path.path, prefix)) ? [] : [path.when],
  );

/** Milliseconds of a Compose duration. */
export function durationMs(duration: string): number {
  const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
  return [...duration.matchAll(/(\d+)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}

/** Bytes of a Compose size. */
export function sizeBytes(size: string): number {
  const units = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;
  return Number(size.slice(0, -1)) * units[size.slice(-1) as keyof typeof units];
}
