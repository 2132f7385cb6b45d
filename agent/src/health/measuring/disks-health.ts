import { Inject, Injectable } from '@nestjs/common';
import type { Smart } from '@percloud/hardware/smart';
import { BoxDisks, type HoldingDisk } from '../../box/box-disks.ts';

export interface DiskHealth extends Pick<HoldingDisk, 'device' | 'model' | 'holds'> {
  smart: Smart;
}

/** Disks come and go seldom, and what they say of themselves changes slowly. */
const lookEveryMs = 5 * 60_000;

/** What the machine's disks say of themselves. */
@Injectable()
export class DisksHealth {
  /** By device, as it said last. */
  private readonly known = new Map<string, Smart>();
  private present: HoldingDisk[] = [];
  private lookAgainMs = Number.NEGATIVE_INFINITY;

  constructor(@Inject(BoxDisks) private readonly disks: Pick<BoxDisks, 'list' | 'smartOf'>) {}

  /** At once: what a disk says, which may take it long, is known from the next look on. */
  async look(): Promise<DiskHealth[]> {
    if (performance.now() >= this.lookAgainMs) await this.lookAnew();
    return this.present.flatMap(({ device, model, holds }) => {
      const smart = this.known.get(device);
      return smart ? [{ device, model, holds, smart }] : [];
    });
  }

  private async lookAnew() {
    this.lookAgainMs = performance.now() + lookEveryMs;
    this.present = (await this.disks.list()).filter(({ kind }) => kind !== 'virtual');
    for (const device of this.known.keys()) if (!this.present.some((disk) => disk.device === device)) this.known.delete(device);
    for (const { device } of this.present) void this.ask(device);
  }

  /** A disk that has gone to sleep says nothing: it is no better than it was. */
  private async ask(device: string) {
    const smart = await this.disks.smartOf(device);
    if (smart.health !== 'unknown' || !this.known.has(device)) this.known.set(device, smart);
  }
}
