/** Ends a command with words for whoever typed it: what happened, what to do, and where the log is. */
export class Stop extends Error {
  readonly remedy: string;
  readonly log: string | undefined;

  constructor(message: string, parts: { remedy: string; log?: string; cause?: unknown }) {
    super(message, { cause: parts.cause });
    this.name = 'Stop';
    this.remedy = parts.remedy;
    this.log = parts.log;
  }
}
