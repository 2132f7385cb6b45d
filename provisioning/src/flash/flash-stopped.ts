/** Why no card was made, or why the one that was made can't be used, with what to do about it. Both are for whoever typed the command. */
export class FlashStopped extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FlashStopped';
    this.remedy = remedy;
  }
}
