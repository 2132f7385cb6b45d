import { manifestSchema } from '@percloud/contract/manifest';
import { describe, expect, test } from 'vitest';
import { addressOf, bridgeName, type RunnableGeneration, renderContainer, renderNetwork, startOrder } from './render-containers.ts';

const text = { en: 'x', es: 'x', it: 'x' };
const service = { image: 'web', user: '7001:7001', healthcheck: { tcp: 80 } };
const manifestOf = (over: object) =>
  manifestSchema.parse({
    id: 'blog',
    version: '1.0.0',
    title: text,
    program: 'Blog 1',
    summary: text,
    description: text,
    category: 'write',
    slug: 'blog',
    color: '#112233',
    services: { web: service },
    web: { service: 'web', port: 80 },
    ...over,
  });
const generationOf = (over: object): RunnableGeneration => ({
  boxId: 'b1234567',
  operation: 'o',
  app: 'abcdefghij0123456789',
  number: 3,
  directory: '/data/3',
  manifest: manifestOf(over),
  imageIds: { web: 'sha256:aa' },
  settings: { title: 'My “blog” ${app.url}', pages: 7 },
  names: { host: 'blog-ada.localhost', url: 'https://blog-ada.localhost', owner: 'ada' },
});

const subnet = '10.213.0.64/26';

describe('a container', () => {
  test('has no privileges beyond the declared ones', () => {
    const container = renderContainer(generationOf({}), 'web', subnet);
    expect(container.User).toBe('7001:7001');
    expect(container.HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: [],
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      RestartPolicy: { Name: 'no' },
      PidsLimit: 128,
      Memory: 256 * 1024 ** 2,
      MemorySwap: 256 * 1024 ** 2,
    });
    expect(container.HostConfig).not.toHaveProperty('PortBindings');
    expect(container.HostConfig?.Dns).toEqual(['127.0.0.1']);
    expect(renderContainer(generationOf({ permissions: { egress: 'internet' } }), 'web', subnet).HostConfig?.Dns).toBeUndefined();
    expect(container.Image).toBe('sha256:aa');
  });

  test('gets settings in its environment, filled in once', () => {
    const environment = {
      TITLE: '${settings.title}',
      PAGES: 'n=${settings.pages}',
      URL: '${app.url}',
      OWNER: '${owner.name}',
      NONE: '${settings.absent}',
    };
    const { Env } = renderContainer(generationOf({ services: { web: { ...service, environment } } }), 'web', subnet);
    expect(Env).toEqual(['TITLE=My “blog” ${app.url}', 'PAGES=n=7', 'URL=https://blog-ada.localhost', 'OWNER=ada', 'NONE=']);
  });

  test('sees its volumes and its own copies of secrets, nothing else of the disk', () => {
    const { HostConfig } = renderContainer(
      generationOf({
        services: { web: { ...service, volumes: ['data:/srv', 'shared:/ro:ro'], secrets: ['key'] } },
        volumes: { data: {}, shared: {} },
        secrets: { key: {} },
      }),
      'web',
      subnet,
    );
    expect(HostConfig?.Mounts).toEqual([
      { Type: 'bind', Source: '/data/3/volumes/data', Target: '/srv', ReadOnly: false },
      { Type: 'bind', Source: '/data/3/volumes/shared', Target: '/ro', ReadOnly: true },
      { Type: 'bind', Source: '/data/3/secrets/web/key', Target: '/run/secrets/key', ReadOnly: true },
    ]);
  });
});

test('services start after those they depend on', () => {
  const needs = (...names: string[]) => ({
    ...service,
    depends_on: Object.fromEntries(names.map((name) => [name, { condition: 'service_healthy' }])),
  });
  expect(startOrder(manifestOf({ services: { web: needs('cache', 'db'), cache: needs('db'), db: service } }))).toEqual([
    'db',
    'cache',
    'web',
  ]);
});

test('a network without declared egress is internal, and its bridge fits in 15 characters', () => {
  const network = renderNetwork(
    { boxId: 'b1234567', app: 'abcdefghij0123456789', operation: 'o', manifest: manifestOf({}) },
    '10.213.0.0/26',
  );
  expect(network.Internal).toBe(true);
  expect(bridgeName('b1234567', 'abcdefghij0123456789')).toHaveLength(15);
});

test('no generation stands where the one before it stood', () => {
  const manifest = manifestOf({ services: { web: service, db: service } });
  const addresses = [1, 2, 3].flatMap((number) => ['web', 'db'].map((name) => addressOf(manifest, number, name, subnet)));
  expect(new Set(addresses).size).toBe(6);
  expect(addresses).toContain('10.213.0.66');
  expect(addresses.every((address) => Number(address.split('.').at(-1)) < 64 + 62)).toBe(true);
});
