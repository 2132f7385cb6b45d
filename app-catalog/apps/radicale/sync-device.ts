import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/run-command.ts';

interface Account {
  /** `https://calendar-….localhost:PORT` */
  url: string;
  user: string;
  /** An app password. */
  password: string;
  /** What signed the box's certificate. */
  caFile: string;
}

/** A person's phone, played by vdirsyncer: calendars and address books as files in a directory, kept equal with the app's. */
export class SyncDevice {
  readonly directory: string;

  constructor(directory: string, account: Account) {
    this.directory = directory;
    for (const kind of ['calendars', 'contacts']) mkdirSync(join(directory, kind), { recursive: true });
    writeFileSync(this.path('config'), renderConfig(directory, account), { mode: 0o600 });
    writeFileSync(this.path('hosts'), `127.0.0.1 localhost ${new URL(account.url).hostname}\n`);
  }

  /** Both ways, with collections made on either side. Throws when the app refuses. */
  async sync(): Promise<void> {
    await this.vdirsyncer('discover', '--no-list');
    await this.vdirsyncer('sync');
  }

  addCalendar(name: string) {
    mkdirSync(this.path('calendars', name), { recursive: true });
  }

  /** `start` as iCalendar writes it: 20261224T180000Z. */
  addAppointment(calendar: string, id: string, title: string, start: string) {
    const event = ['BEGIN:VEVENT', `UID:${id}`, `DTSTAMP:${start}`, `DTSTART:${start}`, 'DURATION:PT1H', `SUMMARY:${title}`, 'END:VEVENT'];
    this.write(
      ['calendars', calendar, `${id}.ics`],
      ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//percloud//test//EN', ...event, 'END:VCALENDAR'],
    );
  }

  addContact(book: string, id: string, name: string) {
    this.write(['contacts', book, `${id}.vcf`], ['BEGIN:VCARD', 'VERSION:3.0', `UID:${id}`, `FN:${name}`, `N:${name};;;;`, 'END:VCARD']);
  }

  removeAppointment(calendar: string, id: string) {
    rmSync(this.path('calendars', calendar, `${id}.ics`));
  }

  /** Titles, sorted. */
  appointments(calendar: string): string[] {
    return this.values(['calendars', calendar], 'SUMMARY');
  }

  contacts(book: string): string[] {
    return this.values(['contacts', book], 'FN');
  }

  calendars(): string[] {
    return readdirSync(this.path('calendars')).sort();
  }

  private vdirsyncer(...args: string[]): Promise<string> {
    // It can't be told where a name leads, and glibc doesn't know names below .localhost: an /etc/hosts that only it sees.
    const withHosts = ['--mount', 'sh', '-c', 'mount --bind "$0" /etc/hosts && exec vdirsyncer "$@"', this.path('hosts'), ...args];
    return runCommand('unshare', withHosts, { env: { VDIRSYNCER_CONFIG: this.path('config') }, input: 'y\n'.repeat(20) });
  }

  private values(place: string[], property: string): string[] {
    const texts = readdirSync(this.path(...place)).map((name) => readFileSync(this.path(...place, name), 'utf8'));
    return texts.flatMap((text) => new RegExp(`^${property}:(.*?)\r?$`, 'm').exec(text)?.[1] ?? []).sort();
  }

  private write(place: string[], lines: string[]) {
    mkdirSync(this.path(...place.slice(0, -1)), { recursive: true });
    writeFileSync(this.path(...place), lines.map((line) => `${line}\r\n`).join(''));
  }

  private path(...parts: string[]) {
    return join(this.directory, ...parts);
  }
}

const renderConfig = (directory: string, { url, user, password, caFile }: Account) => {
  const pair = (name: string, type: string, extension: string) => `
[pair ${name}]
a = "${name}_here"
b = "${name}_there"
collections = ["from a", "from b"]
conflict_resolution = "b wins"

[storage ${name}_here]
type = "filesystem"
path = "${directory}/${name}"
fileext = "${extension}"

[storage ${name}_there]
type = "${type}"
url = "${url}/"
username = "${user}"
password = "${password}"
verify = "${caFile}"
`;
  return `[general]\nstatus_path = "${directory}/status"\n${pair('calendars', 'caldav', '.ics')}${pair('contacts', 'carddav', '.vcf')}`;
};
