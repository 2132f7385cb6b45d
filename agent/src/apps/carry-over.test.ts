import { type Manifest, manifestSchema, publicPaths } from '@percloud/contract/manifest';
import { expect, test } from 'vitest';
import { carryOver, goBackTo } from './carry-over.ts';

const text = { en: 'a', es: 'a', it: 'a' };
const blog = (open: Manifest['web']['public'], settings: Record<string, boolean>) =>
  manifestSchema.parse({
    id: 'blog',
    version: '1.0.0',
    title: text,
    program: 'Blog',
    summary: text,
    description: text,
    category: 'write',
    slug: 'blog',
    color: '#000000',
    services: { web: { image: 'web', user: '7001:7001', healthcheck: { tcp: 80 } } },
    web: { service: 'web', port: 80, public: open },
    settings: Object.entries(settings).map(([name, start]) => ({ name, type: 'boolean', label: text, default: start })),
  });
const all = (when: string) => [{ path: '/', when }];
const shared = blog(all('share'), { share: false, sidebar: true });

test.each([
  ['a new setting that is on', blog(all('show'), { show: true, sidebar: true })],
  ['a setting that was on for something else', blog(all('sidebar'), { share: false, sidebar: true })],
  ['a path more', blog([...all('share'), { path: '/', when: 'sidebar' }], { share: false, sidebar: true })],
])('an update opens nothing by %s', (_, newer) => {
  const settings = carryOver({ share: false, sidebar: true }, shared, newer);
  expect(publicPaths(newer, settings)).toEqual([]);
});

test('what the owner opened stays open, whichever setting opens it now', () => {
  const kept = { share: true, sidebar: false };
  expect(carryOver(kept, shared, shared)).toEqual(kept);
  const newer = blog([{ path: '/feed', when: 'feed' }, ...all('share')], { share: false, feed: true });
  expect(publicPaths(newer, carryOver(kept, shared, newer))).toEqual(['/feed', '/']);
});

test('going back opens nothing that has been shut since, and shuts what was shut then', () => {
  const then = { share: true, sidebar: true };
  expect(goBackTo(then, shared, publicPaths(shared, { ...then, share: false }))).toEqual({ share: false, sidebar: true });
  expect(goBackTo(then, shared, publicPaths(shared, then))).toEqual(then);
  expect(goBackTo({ ...then, share: false }, shared, publicPaths(shared, then))).toEqual({ share: false, sidebar: true });
});
