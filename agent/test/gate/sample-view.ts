import { randomBytes } from 'node:crypto';
import { hashSecret } from '../../src/gate/hash-secret.ts';
import type { GateApp, GateView } from '../../src/gate/view.ts';

export const secrets = { ada: 'ada-session', bob: 'bob-session', phone: 'ada-phone-password' };

export const notes: GateApp = {
  id: 'notes',
  host: 'notes-ada.localhost',
  title: { en: 'Notes', es: 'Notas', it: 'Note' },
  state: 'open',
  reason: null,
  public: ['/shared'],
  private: [],
  devices: ['/dav', '/.well-known/caldav'],
  people: [{ id: 'ada', until: null }],
};

export const photos: GateApp = { ...notes, id: 'photos', host: 'photos-ada.localhost', public: [], private: [], devices: [] };

/** All may read it but where it is written. */
export const blog: GateApp = {
  ...notes,
  id: 'blog',
  host: 'blog-ada.localhost',
  public: ['/'],
  private: ['/admin', '/sign-in.php'],
  devices: [],
};

export const sampleView = (panelOrigin: string): GateView => ({
  version: 1,
  key: randomBytes(32).toString('base64'),
  panelOrigin,
  sessions: [
    { idHash: hashSecret(secrets.ada), person: 'ada', expiresAt: '2100-01-01T00:00:00Z' },
    { idHash: hashSecret(secrets.bob), person: 'bob', expiresAt: '2100-01-01T00:00:00Z' },
  ],
  people: [
    { id: 'ada', name: 'ada', language: 'en' },
    { id: 'bob', name: 'bob', language: 'it' },
  ],
  apps: [notes, photos, blog],
  appPasswords: [{ id: 'phone', app: 'notes', person: 'ada', hash: hashSecret(secrets.phone) }],
});
