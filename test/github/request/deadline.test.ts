import { describe, expect, test, vi } from 'vitest';
import { Deadline, machineTime } from '../../../src/github/request/deadline.ts';

/** Time that jumps to the end of a wait. */
function jumping() {
  let now = 0;
  const time = {
    now: () => now,
    async sleep(ms: number, signal?: AbortSignal) {
      const end = now + ms;
      await new Promise((resolve) => setImmediate(resolve));
      if (!signal?.aborted) now = Math.max(now, end);
    },
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { time, pass };
}

const never = () => new Promise<never>(() => undefined);

describe('the time for publishing', () => {
  test('is one for all requests, and none begins after it', async () => {
    const { time, pass } = jumping();
    const deadline = new Deadline(time);
    deadline.limit(60_000);
    pass(59_000);
    await expect(deadline.attempt(12_000, never)).rejects.toThrow('nothing came within 1 s');
    await expect(deadline.attempt(12_000, async () => 'late')).rejects.toThrow(
      'the time limit for publishing was reached',
    );
  });

  test('can be shortened and not lengthened', () => {
    const { time } = jumping();
    const deadline = new Deadline(time);
    for (const ms of [60_000, 8000, 30_000]) deadline.limit(ms);
    expect(deadline.left()).toBe(8000);
  });

  test('is not slept through', async () => {
    const { time } = jumping();
    const deadline = new Deadline(time);
    deadline.limit(5000);
    await expect(deadline.sleep(5000)).rejects.toThrow('time limit for publishing');
    expect(time.now()).toBe(0);
  });

  test('is shared out: what one step leaves undone does not starve the next', async () => {
    const { time } = jumping();
    const deadline = new Deadline(time);
    deadline.limit(60_000);
    await expect(deadline.within(10_000, () => deadline.attempt(12_000, never))).rejects.toThrow(
      'within 10 s',
    );
    expect(deadline.left()).toBe(50_000);
  });
});

test('writes are a second apart', async () => {
  const { time } = jumping();
  const deadline = new Deadline(time);
  const at: number[] = [];
  for (let write = 0; write < 3; write++) {
    await deadline.beforeWrite();
    at.push(time.now());
  }
  expect(at).toEqual([0, 1000, 2000]);
});

test('a request that takes too long is aborted', async () => {
  const { time } = jumping();
  let wasAborted = false;
  const step = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      wasAborted = true;
    });
    return never();
  };
  await expect(new Deadline(time).attempt(12_000, step)).rejects.toMatchObject({ status: 500 });
  expect(wasAborted).toBe(true);
});

test('a clock that is set back an hour holds nothing', async () => {
  const deadline = new Deadline(machineTime);
  await deadline.beforeWrite();
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  deadline.limit(5000);
  await deadline.beforeWrite();
  expect(deadline.left()).toBeGreaterThan(3000);
  vi.restoreAllMocks();
});
