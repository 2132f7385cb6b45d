import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../../src/host/run.ts';
import type { BenchBox } from './bench-box.ts';

const inspected = z.array(
  z.object({
    Image: z.string(),
    Config: z.object({ User: z.string(), Hostname: z.string(), Env: z.array(z.string()), Cmd: z.array(z.string()) }),
    HostConfig: z.object({
      Memory: z.number(),
      PidsLimit: z.number(),
      OomScoreAdj: z.number(),
      Tmpfs: z.record(z.string(), z.string()),
      LogConfig: z.object({ Config: z.record(z.string(), z.string()) }),
      Mounts: z.array(z.object({ Source: z.string(), Target: z.string(), ReadOnly: z.boolean().optional() })),
    }),
  }),
);

/** What an app's container is made with, to be made again by other means. */
export type Recipe = z.infer<typeof inspected>[number];

/** On the installation's own btrfs, so that all write to the same disk. */
export async function copyDirectory({ installation }: BenchBox): Promise<AsyncDisposable & { path: string }> {
  const path = join(installation.host.dataDir, 'bench');
  await mkdir(path, { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** The only container of an app, its volumes copied to a directory beside it, so that others do not write into the app. */
export async function recipeOf(app: string, copies: string): Promise<Recipe> {
  const id = (await run('docker', ['ps', '--quiet', '--filter', `label=org.percloud.app=${app}`])).trim();
  const [recipe] = inspected.parse(JSON.parse(await run('docker', ['inspect', id])));
  if (!recipe) throw new Error(`app ${app} has no container`);
  for (const mount of recipe.HostConfig.Mounts) {
    const copy = join(copies, mount.Target);
    await mkdir(join(copy, '..'), { recursive: true });
    await run('cp', ['--archive', mount.Source, copy]);
    mount.Source = copy;
  }
  return recipe;
}

/** The same for `docker run`. */
export function asRunFlags({ Config, HostConfig, Image }: Recipe, network: string, address: string): string[] {
  const mounts = HostConfig.Mounts.map(
    (mount) => `type=bind,source=${mount.Source},target=${mount.Target}${mount.ReadOnly ? ',readonly' : ''}`,
  );
  return [
    ...['--network', network, '--ip', address, '--user', Config.User, '--hostname', Config.Hostname, '--read-only', '--cap-drop', 'ALL'],
    ...['--security-opt', 'no-new-privileges', '--ipc', 'private', '--oom-score-adj', `${HostConfig.OomScoreAdj}`],
    ...['--memory', `${HostConfig.Memory}`, '--memory-swap', `${HostConfig.Memory}`, '--pids-limit', `${HostConfig.PidsLimit}`],
    ...Object.entries(HostConfig.Tmpfs).flatMap(([path, options]) => ['--tmpfs', `${path}:${options}`]),
    ...Object.entries(HostConfig.LogConfig.Config).flatMap(([key, value]) => ['--log-opt', `${key}=${value}`]),
    ...Config.Env.flatMap((variable) => ['--env', variable]),
    ...mounts.flatMap((mount) => ['--mount', mount]),
    Image,
    ...Config.Cmd,
  ];
}

/** The same as a service for docker-compose. */
export const asComposeService = ({ Config, HostConfig, Image }: Recipe, address: string) => ({
  image: Image,
  user: Config.User,
  hostname: Config.Hostname,
  command: Config.Cmd,
  environment: Config.Env,
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges'],
  ipc: 'private',
  oom_score_adj: HostConfig.OomScoreAdj,
  mem_limit: HostConfig.Memory,
  memswap_limit: HostConfig.Memory,
  pids_limit: HostConfig.PidsLimit,
  tmpfs: Object.entries(HostConfig.Tmpfs).map(([path, options]) => `${path}:${options}`),
  logging: { driver: 'json-file', options: HostConfig.LogConfig.Config },
  volumes: HostConfig.Mounts.map((mount) => `${mount.Source}:${mount.Target}${mount.ReadOnly ? ':ro' : ''}`),
  networks: { app: { ipv4_address: address } },
});
