/** Time limits of publishing and of each request. They follow a monotonic clock. */
import { setTimeout as timeout } from 'node:timers/promises';

/** GitHub asks for a second between two writes. */
const BETWEEN_WRITES_MS = 1000;
/** A cancelled write waits this long for its answer. */
const ANSWER_GRACE_MS = 3000;

export interface Time {
  /** Milliseconds since some point in time; never goes back. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const machineTime: Time = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    // The promise rejects for an abort alone.
    await timeout(ms, undefined, { signal }).catch(() => undefined);
  },
};

/** Like Octokit's error for a missing answer: status 500 without a response. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  readonly status = 500;
}

/** The request was cancelled before it was sent. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
  override readonly message = 'something newer is written instead';
}

export class Deadline {
  readonly #time: Time;
  #end = Number.POSITIVE_INFINITY;
  #endOfStep = Number.POSITIVE_INFINITY;
  #nextWriteAt = Number.NEGATIVE_INFINITY;
  /** Aborted, and replaced, when the limit changes. */
  #change = new AbortController();

  constructor(time: Time = machineTime) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  left(): number {
    return Math.min(this.#end, this.#endOfStep) - this.now();
  }

  /** A later call may shorten the limit, not extend it. */
  limit(ms: number): void {
    this.#end = Math.min(this.#end, this.now() + ms);
    this.#change.abort();
    this.#change = new AbortController();
  }

  /** Limits one step. */
  async within<Value>(ms: number, step: () => Promise<Value>): Promise<Value> {
    this.#endOfStep = this.now() + ms;
    try {
      return await step();
    } finally {
      this.#endOfStep = Number.POSITIVE_INFINITY;
    }
  }

  /**
   * @throws AnswerLost as soon as it is known that less time is left
   * @throws Cancelled when `cancel` is aborted
   */
  async sleep(ms: number, cancel?: AbortSignal): Promise<void> {
    const end = this.now() + ms;
    for (;;) {
      if (cancel?.aborted) throw new Cancelled();
      const left = end - this.now();
      if (left >= this.left()) throw outOfTime();
      if (left <= 0) return;
      await this.#pause(left, cancel);
    }
  }

  /** Waits for a step with its own limits. @returns whether it ended */
  async waitFor(step: Promise<unknown>, ms: number): Promise<boolean> {
    const clock = new AbortController();
    try {
      const late = this.#time.sleep(Math.max(0, Math.min(ms, this.left())), clock.signal).then(() => false);
      return await Promise.race([step.then(() => true), late]);
    } finally {
      clock.abort();
    }
  }

  /** Keeps writes a second apart. @throws as `sleep` */
  async beforeWrite(cancel?: AbortSignal): Promise<void> {
    const now = this.now();
    const at = Math.max(now, this.#nextWriteAt);
    this.#nextWriteAt = at + BETWEEN_WRITES_MS;
    await this.sleep(at - now, cancel);
  }

  /**
   * @throws AnswerLost if the step takes too long, or goes on for long after `cancel` was aborted
   * @throws Cancelled if `cancel` was aborted before it
   */
  async attempt<Value>(
    ms: number,
    step: (signal: AbortSignal) => Promise<Value>,
    cancel?: AbortSignal,
  ): Promise<Value> {
    const start = this.now();
    const end = start + Math.min(ms, this.left());
    if (end <= start) throw outOfTime();
    if (cancel?.aborted) throw new Cancelled();
    const request = new AbortController();
    const clock = new AbortController();
    const late = this.#waitUntil(end, clock.signal, cancel).then(() => {
      const seconds = Math.max(1, Math.round((this.now() - start) / 1000));
      throw new AnswerLost(`nothing came within ${seconds} s`);
    });
    try {
      return await Promise.race([step(request.signal), late]);
    } finally {
      clock.abort();
      request.abort();
    }
  }

  async #waitUntil(latest: number, signal: AbortSignal, cancel?: AbortSignal): Promise<void> {
    while (!cancel?.aborted) {
      const left = Math.min(latest, this.#end) - this.now();
      if (left <= 0 || signal.aborted) return;
      await this.#pause(left, cancel === undefined ? signal : AbortSignal.any([signal, cancel]));
    }
    await this.#waitUntil(Math.min(latest, this.now() + ANSWER_GRACE_MS), signal);
  }

  async #pause(ms: number, signal?: AbortSignal): Promise<void> {
    const signals = signal === undefined ? [] : [signal];
    await this.#time.sleep(ms, AbortSignal.any([this.#change.signal, ...signals]));
  }
}

function outOfTime(): AnswerLost {
  return new AnswerLost('the time limit for publishing was reached');
}
