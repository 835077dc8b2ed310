/**
 * Reads something again when there is news of it: a while after the first news, and never while it is being read. A reading
 * that takes longer than news keep coming would be broken off each time, and nothing would be seen until they end.
 */
export class Refresher {
  private timer: number | null = null;
  private reading = false;
  private missed = false;
  private stopped = false;

  /** @param pause how long news are collected, in milliseconds */
  constructor(
    private readonly read: () => Promise<unknown>,
    private readonly pause = 1000,
  ) {}

  news(): void {
    if (this.stopped) return;
    if (this.reading) this.missed = true;
    else this.timer ??= window.setTimeout(() => void this.look(), this.pause);
  }

  stop(): void {
    this.stopped = true;
    if (this.timer !== null) window.clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    this.timer = null;
    this.reading = true;
    this.missed = false;
    try {
      await this.read();
    } finally {
      this.reading = false;
      if (this.missed) this.news();
    }
  }
}
