import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lastUsedSchema } from '../../src/gate/view.ts';
import { paths } from '../../src/host/host-config.ts';
import { until } from './installation.ts';
import { notes, photos, secrets } from './sample-view.ts';
import { basic, headersOf, Thread } from './thread.ts';

const thread = new Thread();

describe('devices', () => {
  test('sign in by app password, which the app never sees', async () => {
    const page = await thread.box.ask(notes.host, '/dav/cal', { method: 'PROPFIND', headers: [basic('ada', secrets.phone)] });
    expect(page.status).toBe(200);
    expect(headersOf(page)).toMatchObject({ 'x-remote-user': 'ada' });
    expect(headersOf(page)).not.toHaveProperty('authorization');
    await until(() => {
      try {
        return 'phone' in lastUsedSchema.parse(JSON.parse(readFileSync(paths(thread.box.host).gateUsed, 'utf8')));
      } catch {
        return false;
      }
    });
  });

  test('are asked for one, and browsers are led to sign in', async () => {
    const asked = await thread.box.ask(notes.host, '/dav', { method: 'PROPFIND' });
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, 'Basic realm="Percloud", charset="UTF-8"']);
    expect((await thread.box.ask(notes.host, '/.well-known/caldav', { method: 'OPTIONS' })).status).toBe(401);
    expect((await thread.box.ask(notes.host, '/dav', { headers: [['Accept', 'text/html']] })).status).toBe(302);
  });

  test('get nowhere else, with nothing else', async () => {
    expect((await thread.box.ask(notes.host, '/private', { method: 'PUT', headers: [basic('ada', secrets.phone)] })).status).toBe(401);
    expect((await thread.box.ask(photos.host, '/dav', { headers: [basic('ada', secrets.phone)] })).status).toBe(302);
    expect((await thread.box.ask(notes.host, '/dav', { headers: [basic('bob', secrets.phone)] })).status).toBe(401);
    expect((await thread.box.ask(notes.host, '/dav', { headers: [basic('ada', '')] })).status).toBe(401);
  });

  test('are slowed down when they guess, and lose their password at once', async () => {
    const answers: number[] = [];
    for (let guess = 0; guess < 12; guess++)
      answers.push((await thread.box.ask(notes.host, '/dav', { headers: [basic('eve', `guess ${guess}`)] })).status);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(answers.slice(10)).toEqual([429, 429]);
    for (let guess = 0; guess < 30; guess++) await thread.box.ask(notes.host, '/dav', { headers: [basic('ada', `guess ${guess}`)] });
    expect((await thread.box.ask(notes.host, '/dav', { headers: [basic('ada', 'wrong')] })).status).toBe(429);
    expect((await thread.box.ask(notes.host, '/dav', { headers: [basic('ada', secrets.phone)] })).status).toBe(200);
    thread.box.writeView({ ...thread.view, appPasswords: [] });
    expect((await thread.box.ask(notes.host, '/dav', { headers: [basic('ada', secrets.phone)] })).status).not.toBe(200);
  });
});
