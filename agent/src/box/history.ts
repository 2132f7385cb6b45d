import type { Sample } from '@percloud/contract/box';

const slotMs = 30_000;
/** So many slots are kept look by look, older ones as one mean each. */
const recentSlots = 10;
const keptSlots = 240;

const slotOf = ({ at }: Sample) => Math.floor(Date.parse(at) / slotMs);

/** The last two hours of looks at the machine, in memory: at most some 400, however long somebody watches. */
export class History {
  private past: Sample[] = [];
  private recent: Sample[] = [];

  get samples(): Sample[] {
    return [...this.past, ...this.recent];
  }

  add(sample: Sample) {
    const last = this.recent.at(-1);
    // The clock was set back, and time can't be drawn running backwards.
    if (last && last.at >= sample.at) [this.past, this.recent] = [[], []];
    this.recent.push(sample);
    const now = slotOf(sample);
    for (let oldest = this.recent[0]; oldest && slotOf(oldest) < now - recentSlots; oldest = this.recent[0]) {
      const slot = slotOf(oldest);
      this.past.push(
        meanOf(
          this.recent.splice(
            0,
            this.recent.findIndex((each) => slotOf(each) !== slot),
          ),
        ),
      );
    }
    while (this.past[0] && slotOf(this.past[0]) <= now - keptSlots) this.past.shift();
  }
}

function meanOf(samples: readonly Sample[]): Sample {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  return {
    at: samples.at(-1)?.at ?? '',
    processor: mean(({ processor }) => processor),
    memoryUsedBytes: Math.round(mean(({ memoryUsedBytes }) => memoryUsedBytes)),
    temperatureCelsius: samples.some(({ temperatureCelsius }) => temperatureCelsius === null)
      ? null
      : mean(({ temperatureCelsius }) => temperatureCelsius ?? 0),
    readBytesPerSecond: mean(({ readBytesPerSecond }) => readBytesPerSecond),
    writeBytesPerSecond: mean(({ writeBytesPerSecond }) => writeBytesPerSecond),
    receivedBytesPerSecond: mean(({ receivedBytesPerSecond }) => receivedBytesPerSecond),
    sentBytesPerSecond: mean(({ sentBytesPerSecond }) => sentBytesPerSecond),
  };
}
