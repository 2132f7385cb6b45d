// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { fetchModule } from './fetch-module.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
  sessionStorage.clear();
});

test('what is there is given', async () => {
  expect(await fetchModule(async () => 'a page')).toBe('a page');
});

test('when its file is gone, everything is fetched anew as soon as the box answers', async () => {
  vi.useFakeTimers();
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  const answers = [Promise.reject(new TypeError('no network')), Promise.resolve(new Response(null, { status: 200 }))];
  vi.stubGlobal('fetch', () => answers.shift());
  void fetchModule(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reload).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reload).toHaveBeenCalledOnce();
});

test('files that stay away don’t make the page flicker', async () => {
  vi.useFakeTimers();
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  vi.stubGlobal('fetch', async () => new Response(null, { status: 200 }));
  const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  void fetchModule(missing);
  await vi.advanceTimersByTimeAsync(100);
  void fetchModule(missing);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reload).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reload).toHaveBeenCalledTimes(2);
});
