import { expect, test } from 'vitest';
import { cableKeyfile, wifiKeyfile } from './keyfiles.ts';

test.each(['Sala', '  spaces  ', 'a;b#c=d[e]', 'back\\slash', '日本の図書館', '"quoted"', '../../etc/passwd', '\u{1f4da}'])(
  'the network %s',
  (ssid) => {
    const { name, text } = wifiKeyfile({ ssid, password: 'correct horse' });
    const bytes = /^ssid=((?:\d+;)+)$/m.exec(text)?.[1]?.split(';').filter(Boolean).map(Number) ?? [];
    expect(Buffer.from(bytes).toString()).toBe(ssid);
    expect(name).toMatch(/^percloud-wifi-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}\.nmconnection$/);
    expect(wifiKeyfile({ ssid }).name).toBe(name);
    expect(wifiKeyfile({ ssid: `${ssid}2` }).name).not.toBe(name);
  },
);

test('the whole of one', () => {
  const { name, text } = wifiKeyfile({ ssid: 'Ab', password: ' a\\b;c#d" ', hidden: true });
  const id = name.replace('.nmconnection', '');
  expect(text).toBe(
    [
      '[connection]',
      `id=${id}`,
      `uuid=${id.replace('percloud-wifi-', '')}`,
      'type=wifi',
      '',
      '[wifi]',
      'mode=infrastructure',
      'ssid=65;98;',
      'hidden=true',
      '',
      '[wifi-security]',
      'key-mgmt=wpa-psk',
      'wps-method=1',
      'psk=\\sa\\\\b;c#d"\\s',
      '',
      '[ipv4]',
      'method=auto',
      '',
      '[ipv6]',
      'method=auto',
      '',
    ].join('\n'),
  );
});

test('an open network has no security', () => expect(wifiKeyfile({ ssid: 'A' }).text).not.toContain('security'));

test('servers for names by their kind', () => {
  const { text } = cableKeyfile({ address: '192.168.1.20/24', gateway: '192.168.1.1', dns: ['9.9.9.9', '2620:fe::fe', '1.1.1.1'] });
  expect(text).toContain('[ipv4]\nmethod=manual\naddress1=192.168.1.20/24,192.168.1.1\ndns=9.9.9.9;1.1.1.1;\n');
  expect(text).toContain('[ipv6]\nmethod=auto\ndns=2620:fe::fe;\n');
});
