import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
const startMs = 600_000;

/** A PC in QEMU with an image on its disk: a disk of its own, of the size of a person's, that begins as the image. */
export class Machine {
  readonly doors: Record<string, number> = {};
  private readonly home = mkdtempSync(join(tmpdir(), 'percloud-machine-'));
  private process: ChildProcess | undefined;

  private constructor(
    private readonly memoryMiB: number,
    private readonly type: MachineType,
  ) {}

  static async with(
    image: string,
    { diskBytes = 8 * 1024 ** 3, memoryMiB = 2048, type = 'amd64' as keyof typeof machineTypes } = {},
  ): Promise<Machine> {
    const machine = new Machine(memoryMiB, machineTypes[type]);
    await runCommand('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', image, machine.disk, String(diskBytes)]);
    copyFileSync(machine.type.firmware.variables, join(machine.home, 'variables.fd'));
    for (const port of ['80', '443']) machine.doors[port] = await freePort();
    return machine;
  }

  private get disk() {
    return join(this.home, 'disk.qcow2');
  }

  /** It reaches nothing; people on this machine reach it. */
  powerOn() {
    const forwards = Object.entries(this.doors).map(([port, door]) => `hostfwd=tcp:127.0.0.1:${door}-:${port}`);
    const { home, type } = this;
    this.process = spawn(
      type.program,
      [
        ...[...type.board, '-accel', 'tcg,thread=multi', '-smp', '2', '-m', String(this.memoryMiB)],
        ...['-nodefaults', '-nographic'],
        ...['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${type.firmware.code}`],
        ...['-drive', `if=pflash,format=raw,unit=1,file=${home}/variables.fd`],
        ...['-drive', `file=${this.disk},format=qcow2,if=virtio,cache=writeback`],
        ...['-netdev', ['user,id=net,restrict=on', ...forwards].join(','), '-device', 'virtio-net-pci,netdev=net'],
        ...['-device', 'virtio-rng-pci', '-device', 'i6300esb', '-action', 'watchdog=reset'],
        ...['-serial', `file:${home}/kernel.log`],
        ...['-chardev', `socket,id=shell,path=${home}/shell.sock,server=on,wait=off`, ...type.shell('shell')],
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

  /** Somebody in front of a browser who has trusted the box, by the certificate its landing page hands out. */
  async visitor(): Promise<Person> {
    const landing = await fetch(`http://127.0.0.1:${this.doors['80']}/percloud.crt`, { signal: AbortSignal.timeout(20_000) });
    if (!landing.ok) throw new Error(`the landing page answers ${landing.status}`);
    return new Person({ hostname, httpsPort: 443, rootCertificate: await landing.text() }, this.doors);
  }

  /** Returns when the kernel, systemd or the boot loader said so since the last start. */
  async untilSaid(words: RegExp, timeoutMs: number): Promise<void> {
    const end = performance.now() + timeoutMs;
    while (!words.test(this.log())) {
      if (performance.now() > end) throw new Error(`${words} was not said within ${timeoutMs} ms:\n${this.log().slice(-4_000)}`);
      await sleep(500);
    }
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

  /** What the kernel and systemd said. */
  log(): string {
    return readFileSync(join(this.home, 'kernel.log'), 'utf8');
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
