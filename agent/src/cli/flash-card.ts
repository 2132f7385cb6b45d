import { createInterface } from 'node:readline/promises';
import { listBlockDevices } from '@percloud/hardware/lsblk';
import { getTargetDisk, refuseSmall, removableDisks, showBytes, type TargetDisk } from '@percloud/provisioning/flash/disks';
import { FlashStopped } from '@percloud/provisioning/flash/flash-stopped';
import { checkSum, type ImageFile, openImage } from '@percloud/provisioning/flash/image-file';
import { placeSettings } from '@percloud/provisioning/flash/place-settings';
import { holdDisk, verifyDisk, type Written, writeDisk } from '@percloud/provisioning/flash/write-disk';
import { percloudYamlSchema } from '@percloud/provisioning/percloud-yaml';
import { parse } from 'yaml';
import { Stages } from '../host/stages.ts';
import { Stop } from '../host/stop.ts';
import { exitCodes, Usage } from './exit-codes.ts';
import { type SettingFlags, settingsText } from './flash-settings.ts';
import { printTable } from './output.ts';

interface FlashFlags extends SettingFlags {
  anyDisk?: boolean;
  confirm?: string;
}

export async function flashCard(imagePath: string | undefined, diskPath: string | undefined, flags: FlashFlags): Promise<void> {
  try {
    if (imagePath === undefined || diskPath === undefined) return await listDisks(imagePath);
    const { anyDisk = false, confirm, ...settingFlags } = flags;
    const disk = await getTargetDisk(diskPath, { anyDisk });
    const image = await openImage(imagePath);
    refuseSmall(disk, image.sizeBytes);
    const settings = await settingsText(settingFlags);
    await askName(disk, confirm);
    // Somebody may have changed the card meanwhile.
    const { sizeBytes, model } = await getTargetDisk(diskPath, { anyDisk });
    if (sizeBytes !== disk.sizeBytes || model !== disk.model) throw new Usage(`${diskPath} is another disk now.`, 'Begin anew.');
    await write(disk, image, settings);
  } catch (error) {
    if (error instanceof FlashStopped) throw new Stop(error.message, { remedy: error.remedy, cause: error });
    throw error;
  }
}

async function write(disk: TargetDisk, image: ImageFile, settings: string | undefined): Promise<void> {
  const stages = new Stages(process.stderr);
  const cancelling = new AbortController();
  const cancel = () => cancelling.abort();
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  const { signal } = cancelling;
  let touched = false;
  try {
    await stages.stage('Check the image', async () => ((await checkSum(image.path)) ? undefined : 'no .sha256 beside it'));
    signal.throwIfAborted();
    const going = (say: (text: string) => void) => {
      const show = pace(image.sizeBytes, say);
      const progress = (bytes: number) => {
        touched = true;
        show(bytes);
      };
      return { signal, progress };
    };
    await holdDisk(disk.path, async (held) => {
      let written: Written = { sizeBytes: 0, blocks: [] };
      await stages.stage(`Write ${showBytes(image.sizeBytes)} to ${disk.path}`, async (say) => {
        written = await writeDisk(held, image, going(say));
      });
      await stages.stage('Read it back and compare', (say) => verifyDisk(held, written, going(say)));
      if (settings !== undefined) await stages.stage('Put the settings on it', () => placeSettings(disk.path, settings));
    });
    process.stdout.write(
      `${disk.path} is ready. Take it out, put it into the box, and switch it on.\nAfter a few minutes open http://${hostnameIn(settings)}.local on a computer or phone in the same network.\n`,
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write(touched ? `Stopped. ${disk.path} can’t be used as it is: write it anew.\n` : 'Stopped. Nothing was written.\n');
    process.exitCode = exitCodes.interrupted;
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}

/** A box without a name of its own is called percloud. */
const hostnameIn = (settings: string | undefined): string => percloudYamlSchema.parse(parse(settings ?? '') ?? {}).hostname ?? 'percloud';

async function listDisks(imagePath = 'IMAGE'): Promise<void> {
  const disks = removableDisks(await listBlockDevices());
  const [first] = disks;
  if (!first) {
    process.stdout.write('There is no card and no stick here.\nWhat to do: put one in, wait a moment, and run the command again.\n');
    return;
  }
  printTable(
    ['Disk', 'Size', 'Model', 'On it'],
    disks.map(({ path, sizeBytes, model, contents }) => [path, showBytes(sizeBytes), model, contents.join(', ')]),
  );
  process.stderr.write(`Run it again with the one you mean, such as: percloud flash ${imagePath} ${first.path}\n`);
}

async function askName({ name, path, sizeBytes, model }: TargetDisk, given: string | undefined): Promise<void> {
  const wrong = new Usage('That is not its name: nothing was written.', `The name of ${path} is ${name}.`);
  if (given !== undefined) {
    if (given !== name) throw wrong;
    return;
  }
  if (!process.stdin.isTTY)
    throw new Usage('There is no terminal to ask on.', `If everything on ${path} may be deleted: --confirm ${name}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Also where Ctrl-D closes it: the question would never be answered.
  const leave = () => process.exit(exitCodes.interrupted);
  terminal.on('SIGINT', leave).on('close', leave);
  try {
    const question = `Everything on ${path} (${[showBytes(sizeBytes), model].filter(Boolean).join(', ')}) will be deleted. Type its name, ${name}: `;
    if ((await terminal.question(question)).trim() !== name) throw wrong;
  } finally {
    terminal.off('close', leave).close();
  }
}

/** How far, how fast, and how long still. */
function pace(sizeBytes: number, say: (text: string) => void) {
  const startedMs = performance.now();
  return (bytes: number) => {
    const perSecond = bytes / Math.max((performance.now() - startedMs) / 1000, 0.001);
    const leftSeconds = Math.ceil((sizeBytes - bytes) / perSecond);
    say(`${showBytes(bytes)}, ${showBytes(perSecond)}/s, ${Math.floor(leftSeconds / 60)} min ${leftSeconds % 60} s left`);
  };
}
