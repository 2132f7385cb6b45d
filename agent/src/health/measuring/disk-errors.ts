import { Injectable } from '@nestjs/common';
import { outcomeSchema } from '@percloud/contract/operations';
import { BtrfsScrub, type DeviceErrors } from '../../gateways/btrfs-scrub.ts';
import { Host } from '../../host/host.module.ts';
import { Journal } from '../../operations/journal.ts';

/** `damagedCount`: blocks that were damaged when the disk was last read through; the others are what was met since. */
export type DiskErrorState = DeviceErrors & { damagedCount: number };

/** Whoever meets an error is told of it at once by its app; here it is for the operator. */
const lookEveryMs = 60_000;

/** What btrfs noticed of the disk that holds people's data. */
@Injectable()
export class DiskErrors {
  private errors: DeviceErrors | undefined;
  private lookAgainMs = Number.NEGATIVE_INFINITY;
  private scrub: string | undefined;

  constructor(
    private readonly host: Host,
    private readonly btrfs: BtrfsScrub,
    private readonly journal: Journal,
  ) {}

  async look(): Promise<DiskErrorState> {
    const last = await this.journal.findLast('box.scrub', 'succeeded');
    // It counts anew at its end.
    if (!this.errors || last?.id !== this.scrub || performance.now() >= this.lookAgainMs) {
      this.errors = await this.btrfs.errors(this.host.dataDir);
      this.scrub = last?.id;
      this.lookAgainMs = performance.now() + lookEveryMs;
    }
    const outcome = outcomeSchema.optional().parse(last?.facts.outcome);
    return { ...this.errors, damagedCount: outcome?.damagedCount ?? 0 };
  }
}
