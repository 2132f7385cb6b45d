import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { AppRecords, type InstalledApp } from '../../apps/app-records.ts';
import { AppView } from '../../apps/app-view.ts';
import { DockerEngine } from '../../gateways/docker.ts';
import { findCounters } from '../../gateways/docker-stats.ts';
import { parseMemory, parsePressure } from './parse-memory.ts';

export interface MemoryUse {
  app: Pick<InstalledApp, 'id' | 'percloud' | 'slug'>;
  program: string;
  bytes: number;
}

export interface MemoryState {
  /** Of 100: for how much of the last minute something had to wait for memory. Null: this kernel does not say. */
  waitingPercent: number | null;
  /** 0 to 1. */
  availableShare: number;
  /** Looked for only when it is getting tight: asking Docker is work. */
  biggest: MemoryUse | null;
}

const worthAskingPercent = 1;
const worthAskingShare = 0.15;

/** How short of memory the box is: by the kernel's pressure figures, and by what is left. */
@Injectable()
export class Memory {
  constructor(
    private readonly records: AppRecords,
    private readonly view: AppView,
    private readonly docker: DockerEngine,
  ) {}

  async look(): Promise<MemoryState> {
    const waitingPercent = readPressure();
    const { totalBytes, availableBytes } = parseMemory(readFileSync('/proc/meminfo', 'utf8'));
    const availableShare = availableBytes / totalBytes;
    const isTight = availableShare < worthAskingShare || (waitingPercent ?? 0) > worthAskingPercent;
    return { waitingPercent, availableShare, biggest: isTight ? await this.findBiggest() : null };
  }

  private async findBiggest(): Promise<MemoryUse | null> {
    const bytes = new Map<string, number>();
    for (const { Id, Labels, State } of await this.docker.list()) {
      const id = Labels['org.percloud.app'];
      if (!id || State !== 'running') continue;
      const counters = await findCounters(this.docker, Id);
      bytes.set(id, (bytes.get(id) ?? 0) + (counters?.memoryBytes ?? 0));
    }
    const [first] = [...bytes].sort(([, a], [, b]) => b - a);
    const app = first && (await this.records.findInstalled(first[0]));
    return app ? { app, program: (await this.view.of(app)).program, bytes: first[1] } : null;
  }
}

/** Absent on kernels without it; there but not readable where it is switched off (Raspberry Pi OS). */
function readPressure(): number | null {
  try {
    return parsePressure(readFileSync('/proc/pressure/memory', 'utf8'));
  } catch {
    return null;
  }
}
