import { readFileSync, statSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { Host } from '../../host/host.module.ts';
import { Log } from '../../log/log.ts';
import { causes } from '../../problem.ts';
import { askWitness } from './clock-witness.ts';

export interface ClockState {
  now: number;
  /** When this program was made: no right clock shows an earlier time. */
  releasedAt: number;
  /** How far this clock is ahead of somebody else's; null: nobody could be asked. */
  aheadSeconds: number | null;
  /** How far it leapt within the last day, where nobody could be asked since. */
  leapSeconds: number | null;
  /** How it was set anew within the last day: by how much (forward: positive), and when, by the new time. */
  jump: { seconds: number; at: string } | null;
  /** Whether there is a box whose clock we keep. */
  isSettable: boolean;
}

const askEveryMs = 6 * 3_600_000;
const retryMs = 10 * 60_000;
const leapAfterSeconds = 30;
/** A box without a battery learns the time when it is switched on: that is no news. */
const learnsTimeWithinSeconds = 15 * 60;
const dayMs = 24 * 3_600_000;

/** Watches the clock by two others: the kernel's count of seconds, which nobody sets, and somebody else's clock, asked now and then. */
@Injectable()
export class Clock {
  private offsetSeconds = offset();
  private leap: { seconds: number; atMs: number } | null = null;
  /** Told of also once it is known that the clock is right since. */
  private jump: { seconds: number; atMs: number } | null = null;
  private aheadSeconds: number | null = null;
  private askAgainMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: Host,
    private readonly log: Log,
  ) {}

  look(): ClockState {
    this.noticeLeap();
    if (performance.now() > this.askAgainMs) void this.ask();
    return {
      now: Date.now(),
      releasedAt: releasedAt(),
      aheadSeconds: this.aheadSeconds,
      leapSeconds: recent(this.leap)?.seconds ?? null,
      jump: this.lastJump(),
      isSettable: this.host.kind === 'box',
    };
  }

  /** What was asked before was about another clock. */
  askAnew() {
    this.aheadSeconds = null;
    this.askAgainMs = Number.NEGATIVE_INFINITY;
  }

  private lastJump(): ClockState['jump'] {
    const jump = recent(this.jump);
    return jump && { seconds: jump.seconds, at: new Date(Date.now() - (performance.now() - jump.atMs)).toISOString() };
  }

  private noticeLeap() {
    const now = offset();
    const seconds = now - this.offsetSeconds;
    this.offsetSeconds = now;
    if (Math.abs(seconds) < leapAfterSeconds) return;
    this.log.logger.warn({ seconds: Math.round(seconds) }, 'the clock leapt');
    this.leap = { seconds, atMs: performance.now() };
    if (this.host.kind !== 'box' || upSeconds() > learnsTimeWithinSeconds) this.jump = this.leap;
    this.askAnew();
  }

  private async ask() {
    this.askAgainMs = performance.now() + retryMs;
    try {
      const aheadSeconds = await askWitness(this.host);
      if (aheadSeconds === null) return;
      this.aheadSeconds = aheadSeconds;
      this.leap = null;
      // A wrong clock may be set right at any moment.
      if (Math.abs(aheadSeconds) < 10) this.askAgainMs = performance.now() + askEveryMs;
    } catch (error) {
      this.log.logger.info({ causes: causes(error) }, 'nobody could be asked for the time');
    }
  }
}

/** Of the wall clock to the seconds since the start of the machine. These go on while it sleeps, unlike those of `performance`. */
const offset = () => Date.now() / 1000 - upSeconds();

const upSeconds = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);

const recent = <T extends { atMs: number }>(event: T | null): T | null =>
  event !== null && performance.now() - event.atMs < dayMs ? event : null;

const releasedAt = () => statSync(process.argv[1] ?? process.execPath).mtimeMs;
