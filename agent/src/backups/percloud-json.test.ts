import { expect, test } from 'vitest';
import { parsePercloud, percloudFormat } from './percloud-json.ts';

const whole = JSON.stringify({
  format: percloudFormat,
  percloud: { id: 'a'.repeat(20), slug: 'ada', name: 'Ada', createdAt: '2026-11-30T12:00:00.000Z' },
  ...{ people: [], grants: [], apps: [], appPasswords: [] },
});

test('what a backup holds of a percloud is read', () => {
  expect(parsePercloud(whole).percloud.slug).toBe('ada');
});

test('what is cut short, empty or something else is damaged; what a later version wrote is too new', () => {
  for (const text of ['', whole.slice(0, -9), '[]', whole.replace('"ada"', '7')])
    expect(() => parsePercloud(text)).toThrow(expect.objectContaining({ code: 'backup-damaged' }));
  const later = whole.replace(`"format":${percloudFormat}`, `"format":${percloudFormat + 1}`);
  expect(() => parsePercloud(later)).toThrow(expect.objectContaining({ code: 'backup-too-new' }));
});
