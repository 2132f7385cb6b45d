import { type Finding, severities } from '@percloud/contract/health';

type Severity = Finding['severity'];
export type Telling = 'new' | 'worse' | 'solved';

/** What is said of findings: once when one begins, once more when it gets worse, and that it is over. Whatever goes to and fro says nothing. */
export class Tellings {
  /** By finding, as bad as it was told. */
  private readonly told = new Map<string, Severity>();

  /** What was told before a restart is not told again. */
  remember(id: string, severity: Severity) {
    this.told.set(id, severity);
  }

  found({ id, severity }: { id: string; severity: Severity }): Telling | undefined {
    const before = this.told.get(id);
    if (before !== undefined && severities.indexOf(severity) >= severities.indexOf(before)) return undefined;
    this.told.set(id, severity);
    return before === undefined ? 'new' : 'worse';
  }

  /** What nobody was told of is not solved either. */
  over(id: string): Telling | undefined {
    return this.told.delete(id) ? 'solved' : undefined;
  }

  /** Undefined: it was not told. */
  worstOf(id: string): Severity | undefined {
    return this.told.get(id);
  }
}
