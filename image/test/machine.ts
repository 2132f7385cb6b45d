import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../agent/test/free-port.ts';
import { Person } from '../../agent/test/person.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { type MachineType, machineTypes } from './machine-types.ts';

const hostname = 'percloud.local';
/** Without KVM a start takes one to four minutes. */
const startMs = 900_000;
/** The kernel was kept from running for many seconds: emulated, that is because this machine had no time for it. */
const starved = /^\S+ +\d+ [\d:]+ \S+ kernel: .*(rcu:|soft lockup|\bstall)/;

interface MachineOptions {
  /** The kind of computer: a PC by itself. */
  type?: keyof typeof machineTypes;
  diskBytes?: number;
  memoryMiB?: number;
  /** Raw images of more disks, plugged in before its own. */
  otherDisks?: readonly string[];
  /** Its own disk is plugged into USB, from where the firmware would read for minutes: QEMU puts the kernel into its memory. */
  usb?: { kernel: string; initrd: string; commandLine: string };
  /** What its clock says at power-on, as QEMU takes it; it has no battery. */
  clock?: string;
  /** A second network card, on a cable where nobody else is. */
  lonelyCard?: boolean;
  /** A screen is attached; drawing on it takes the processor's time. */
  screen?: boolean;
  /** Whether it has a network card; without one it is reached by its serial line only. */
  network?: boolean;
  /** What the panel is called there. */
  hostname?: string;
  /** Ports that are reached from here besides 80 and 443. */
  doors?: readonly string[];
}

/** A PC in QEMU with an image on its disk: a disk of its own, of the size of a person's, that begins as the image. */
export class Machine {
  readonly doors: Record<string, number> = {};
  private readonly home = mkdtempSync(join(tmpdir(), 'percloud-machine-'));
  private process: ChildProcess | undefined;
  private readonly options: MachineOptions;
  private readonly type: MachineType;

  private constructor(options: MachineOptions) {
    this.options = options;
    this.type = machineTypes[options.type ?? 'amd64'];
  }

  static async with(image: string, options: MachineOptions = {}): Promise<Machine> {
    const { diskBytes = 8 * 1024 ** 3 } = options;
    const machine = new Machine(options);
    await runCommand('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', image, machine.disk, String(diskBytes)]);
    copyFileSync(machine.type.firmware.variables, join(machine.home, 'variables.fd'));
    for (const port of ['80', '443', ...(options.doors ?? [])]) machine.doors[port] = await freePort();
    return machine;
  }

  private get disk() {
    return join(this.home, 'disk.qcow2');
  }

  /** It reaches nothing; people on this machine reach it, unless it has no network card. */
  powerOn() {
    const forwards = Object.entries(this.doors).map(([port, door]) => `hostfwd=tcp:127.0.0.1:${door}-:${port}`);
    const { home, type } = this;
    // What was said before the plug was pulled is not said again.
    rmSync(join(home, 'kernel.log'), { force: true });
    const { memoryMiB = 2048, otherDisks = [], clock = 'utc', usb, lonelyCard, screen, network = true } = this.options;
    this.process = spawn(
      type.program,
      [
        ...[...type.board, '-accel', 'tcg,thread=multi', '-smp', '2', '-m', String(memoryMiB), '-rtc', `base=${clock}`],
        ...['-nodefaults', '-nographic'],
        ...['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${type.firmware.code}`],
        ...['-drive', `if=pflash,format=raw,unit=1,file=${home}/variables.fd`],
        ...otherDisks.flatMap((file) => ['-drive', `file=${file},format=raw,if=virtio`]),
        ...['-drive', `file=${this.disk},format=qcow2,id=own,if=${usb ? 'none' : 'virtio'},cache=writeback,discard=unmap`],
        ...(usb ? ['-device', 'qemu-xhci', '-device', 'usb-storage,drive=own'] : []),
        ...(usb ? ['-kernel', usb.kernel, '-initrd', usb.initrd, '-append', usb.commandLine] : []),
        ...(network ? ['-netdev', ['user,id=net,restrict=on', ...forwards].join(','), '-device', 'virtio-net-pci,netdev=net'] : []),
        // What it sends goes to a port of this machine where nobody listens.
        ...(lonelyCard
          ? ['-netdev', 'socket,id=lonely,udp=127.0.0.1:9,localaddr=127.0.0.1:0', '-device', 'virtio-net-pci,netdev=lonely']
          : []),
        ...['-device', 'virtio-rng-pci', '-device', 'i6300esb', '-action', 'watchdog=reset'],
        ...['-serial', `file:${home}/kernel.log`],
        ...['-chardev', `socket,id=shell,path=${home}/shell.sock,server=on,wait=off`, ...type.shell('shell')],
        ...(screen ? ['-device', 'VGA', '-monitor', `unix:${home}/monitor.sock,server=on,wait=off`] : []),
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
  }

  /** As when somebody pulls the plug. */
  async cutPower() {
    const { process } = this;
    this.process = undefined;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  }

  /** Returns when the panel answers. */
  async untilReady(timeoutMs = startMs): Promise<void> {
    const end = performance.now() + timeoutMs;
    let problem: unknown;
    while (performance.now() < end) {
      if (this.process?.exitCode !== null) throw new Error(`QEMU ended:\n${this.log()}`);
      const greeting = await this.visitor()
        .then((visitor) => visitor.api.call('getGreeting'))
        .catch((error: unknown) => {
          problem = error;
        });
      if (greeting) return;
      await sleep(1_000);
    }
    throw new Error(`The panel did not answer in time:\n${this.log().slice(-4_000)}`, { cause: problem });
  }

  /** Returns when the shell on the second serial line answers: all there is to wait for without a network card. */
  async untilShell(): Promise<void> {
    for (const end = performance.now() + startMs; performance.now() < end; ) {
      if (this.process?.exitCode !== null) throw new Error(`QEMU ended:\n${this.log()}`);
      const active = await this.run('systemctl is-active multi-user.target', 10_000).catch(() => '');
      if (active === 'active\n') return;
      await sleep(2_000);
    }
    throw new Error(`There was no shell in time:\n${this.log().slice(-4_000)}`);
  }

  /** Somebody in front of a browser who has trusted the box, by the certificate its landing page hands out. */
  async visitor(): Promise<Person> {
    const landing = await fetch(`http://127.0.0.1:${this.doors['80']}/percloud.crt`, { signal: AbortSignal.timeout(20_000) });
    if (!landing.ok) throw new Error(`the landing page answers ${landing.status}`);
    return new Person({ hostname: this.options.hostname ?? hostname, httpsPort: 443, rootCertificate: await landing.text() }, this.doors);
  }

  /** Returns when the kernel, systemd or the boot loader said so since the last start. */
  async untilSaid(words: RegExp, timeoutMs: number): Promise<void> {
    const end = performance.now() + timeoutMs;
    while (!words.test(this.log())) {
      if (performance.now() > end) throw new Error(`${words} was not said within ${timeoutMs} ms:\n${this.log().slice(-4_000)}`);
      await sleep(500);
    }
  }

  /** Whether these words lie anywhere on its disk where the image had something else. */
  async holds(words: string): Promise<boolean> {
    return runCommand('grep', ['--quiet', '--binary-files=text', '--fixed-strings', words, this.disk]).then(
      () => true,
      () => false,
    );
  }

  /** Writes over a block of its disk while it is off. */
  async spoil(offsetBytes: number) {
    await runCommand('qemu-io', ['-f', 'qcow2', '-c', `write -P 0xff ${offsetBytes} 4096`, this.disk]);
  }

  /** What a command prints, run as root on the second serial line: images of the channel `dev` have a shell there. */
  async run(command: string, timeoutMs = 120_000): Promise<string> {
    const socket = createConnection(join(this.home, 'shell.sock'));
    await once(socket, 'connect');
    try {
      return await ask(socket, command, timeoutMs);
    } finally {
      socket.destroy();
    }
  }

  /** The errors in the journal since it started, but for those that are this machine's. */
  async errors(): Promise<string[]> {
    const lines = (await this.run('journalctl --boot --priority=err --quiet --no-pager --output=short')).split('\n');
    return lines.filter((line) => line !== '' && !starved.test(line));
  }

  /** Somebody presses a key on its keyboard, by QEMU's name for it: `r`, `ctrl-c`. */
  async press(key: string) {
    await this.steer(`sendkey ${key}`);
  }

  /** What the attached screen shows, as a picture. */
  async photograph(path: string) {
    await this.steer(`screendump ${path} -f png`);
  }

  /** QEMU's own monitor answers every command with a new prompt. */
  private async steer(command: string): Promise<void> {
    const socket = createConnection(join(this.home, 'monitor.sock'));
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    try {
      for (const line of [undefined, command]) {
        said = '';
        if (line !== undefined) socket.write(`${line}\n`);
        while (!said.includes('(qemu) ')) await sleep(50);
      }
    } finally {
      socket.destroy();
    }
  }

  /** What the kernel and systemd said; nothing as long as QEMU itself is starting. */
  log(): string {
    const file = join(this.home, 'kernel.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  async remove() {
    await this.cutPower();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** The shell echoes what is typed: only what stands between the marks that begin a line is the answer. */
async function ask(socket: Socket, command: string, timeoutMs: number): Promise<string> {
  const mark = `percloud-${Math.random().toString(36).slice(2)}`;
  socket.setEncoding('utf8');
  let said = '';
  socket.on('data', (text: string) => {
    said += text;
  });
  socket.write(` stty -echo; echo ${mark}-begins; ${command} 2>&1 | cat; echo ${mark}-ends\n`);
  const between = new RegExp(`^${mark}-begins\r?\n([\\s\\S]*?)${mark}-ends`, 'm');
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const found = between.exec(said);
    if (found) return (found[1] ?? '').replaceAll('\r', '');
    await sleep(100);
  }
  throw new Error(`no answer to “${command}” within ${timeoutMs} ms:\n${said.slice(-2_000)}`);
}
