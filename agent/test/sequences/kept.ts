/** Lines that were acknowledged, in their order, and those of which nobody knows: asked for, and the answer never came. */
export interface State {
  acknowledged: readonly string[];
  uncertain: ReadonlySet<string>;
}

/** What an owner was told is stored: in the app now, in its snapshots, in its backups. */
export class Kept {
  private acknowledged: string[] = [];
  private uncertain = new Set<string>();
  private readonly copies = new Map<string, State>();

  now(): State {
    return { acknowledged: [...this.acknowledged], uncertain: new Set(this.uncertain) };
  }

  wrote(line: string, isAcknowledged: boolean) {
    if (isAcknowledged) this.acknowledged.push(line);
    else this.uncertain.add(line);
  }

  /** Those that were not there before hold what the app held before. */
  copied(copies: readonly { id: string }[], before: State) {
    for (const { id } of copies) if (!this.copies.has(id)) this.copies.set(id, before);
  }

  of(copy: string): State {
    const state = this.copies.get(copy);
    if (!state) throw new Error(`nobody knows what was in ${copy}`);
    return state;
  }

  become({ acknowledged, uncertain }: State) {
    this.acknowledged = [...acknowledged];
    this.uncertain = new Set(uncertain);
  }

  /** Undefined: all is as it should be. */
  wrongIn(read: readonly string[]): string | undefined {
    const certain = read.filter((line) => !this.uncertain.has(line));
    if (JSON.stringify(certain) === JSON.stringify(this.acknowledged)) return undefined;
    return `acknowledged was ${this.acknowledged.join(', ')}; there is ${read.join(', ')}`;
  }
}
