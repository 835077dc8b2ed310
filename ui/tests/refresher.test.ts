import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from '../src/execution/refresher';

describe('what is read again when there is news of it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Readings that take so long, with when they began and how many came to their end. */
  function slow(ms: number) {
    const began: number[] = [];
    let ended = 0;
    const start = Date.now();
    const refresher = new Refresher(async () => {
      began.push(Date.now() - start);
      await new Promise((done) => setTimeout(done, ms));
      ended++;
    });
    return { refresher, began, ended: () => ended };
  }
  async function newsEach(ms: number, times: number, refresher: Refresher) {
    for (let i = 0; i < times; i++) {
      refresher.news();
      await vi.advanceTimersByTimeAsync(ms);
    }
  }

  it('comes to an end each time, though news come faster than it is read', async () => {
    const { refresher, began, ended } = slow(3000);
    await newsEach(500, 40, refresher);
    expect(began).toEqual([1000, 5000, 9000, 13_000, 17_000]);
    expect(ended()).toBe(5);
  });

  it('is read once for much news', async () => {
    const { refresher, began } = slow(10);
    await newsEach(50, 10, refresher);
    await vi.advanceTimersByTimeAsync(5000);
    expect(began).toEqual([1000]);
  });

  it('is read again for news that came while it was read, and not without any', async () => {
    const { refresher, began } = slow(500);
    refresher.news();
    await vi.advanceTimersByTimeAsync(1200);
    refresher.news();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(began).toEqual([1000, 2500]);
  });

  it('is read no more once it is stopped', async () => {
    const { refresher, began } = slow(500);
    refresher.news();
    await vi.advanceTimersByTimeAsync(1200);
    refresher.news();
    refresher.stop();
    refresher.news();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(began).toEqual([1000]);
  });
});
