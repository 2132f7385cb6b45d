import { networkInterfaces } from 'node:os';
import { Injectable } from '@nestjs/common';
import { findLanCard } from '@percloud/hardware/lan-card';
import { Avahi } from '../../gateways/avahi.ts';
import { Host } from '../../host/host.module.ts';

export interface NameState {
  /** Under which the home's network should find the panel; null: it is not found by asking there. */
  name: string | null;
  /** At which it should find it; null: this box is in no network. */
  address: string | null;
  /** All of this box. */
  ownAddresses: string[];
  /** What the network says; null: nothing. */
  resolved: string | null;
}

/** Asking wakes every device at home, and an answer that does not come is waited for. */
const askEveryMs = 60_000;

/** Whether the home's network finds the box by its name. */
@Injectable()
export class BoxNameHealth {
  private resolved: string | null = null;
  private askAgainMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: Host,
    private readonly avahi: Avahi,
  ) {}

  async look(): Promise<NameState> {
    const { kind, hostname } = this.host;
    const name = kind === 'box' && hostname.endsWith('.local') ? hostname : null;
    const card = findLanCard();
    const ownAddresses = Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map((one) => one.address));
    if (name && card && performance.now() >= this.askAgainMs) {
      this.askAgainMs = performance.now() + askEveryMs;
      this.resolved = await this.avahi.resolve(name, card.name);
    }
    return { name, address: card?.address ?? null, ownAddresses, resolved: this.resolved };
  }
}
