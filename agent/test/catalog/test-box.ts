import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import Docker from 'dockerode';
import { Blobs } from '../../src/catalog/blobs.ts';
import { CatalogService } from '../../src/catalog/catalog.service.ts';
import { CatalogSources } from '../../src/catalog/catalog-sources.ts';
import { ImagesService } from '../../src/catalog/images.service.ts';
import { openDatabase } from '../../src/database/data-source.ts';
import { Changes } from '../../src/events/changes.ts';
import { DockerEngine } from '../../src/gateways/docker.ts';
import { DockerImages } from '../../src/gateways/docker-images.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import { Log } from '../../src/log/log.ts';

/** Another Docker's socket tells whether that version does as well. */
export const dockerSocket = process.env.PERCLOUD_TEST_DOCKER ?? '/var/run/docker.sock';
export const docker = new Docker({ socketPath: dockerSocket });

const randomBoxId = () => `t${Array.from({ length: 7 }, () => Math.floor(Math.random() * 36).toString(36)).join('')}`;

/** An installation's catalog side alone: own data directory, own box id, the machine's dockerd. */
export async function openBox(catalog: HostConfig['catalog'], change: Partial<HostConfig> = {}) {
  const dataDir = await mkdtemp(`${tmpdir()}/percloud-catalog-`);
  const host: HostConfig = {
    kind: 'machine',
    boxId: randomBoxId(),
    version: '0.0.0',
    dataDir,
    runDir: dataDir,
    hostname: 'percloud.localhost',
    appDomain: 'localhost',
    httpsPort: 0,
    httpPort: 0,
    panelDir: dataDir,
    boardsDir: dataDir,
    dockerSocket,
    catalog,
    ...change,
  };
  const database = await openDatabase({ dataDir, runDir: dataDir });
  const changes = new Changes();
  const log = new Log();
  log.logger.level = 'silent';
  const said: string[] = [];
  changes.stream.subscribe(({ kind }) => said.push(kind));
  const service = new CatalogService(host, database, changes, log);
  const blobs = new Blobs(host);
  const images = new ImagesService(host, blobs, new DockerImages(new DockerEngine(host)), service);
  return {
    host,
    said,
    catalog: service,
    sources: new CatalogSources(database, service),
    blobs,
    images,
    /** The catalog service as a restarted agent makes it. */
    async restart() {
      const restarted = new CatalogService(host, database, changes, log);
      await restarted.onModuleInit();
      await restarted.refresh();
      return restarted;
    },
    async [Symbol.asyncDispose]() {
      service.onApplicationShutdown();
      await images.collect([]);
      await database.destroy();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
export type TestBox = Awaited<ReturnType<typeof openBox>>;

export const stateOf = (catalog: CatalogService) => ({ ...catalog.standing(), apps: catalog.entries() });
