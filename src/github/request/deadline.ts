/** How long publishing may take, and each request. Monotonic: no change of the clock holds a run. */
import { setTimeout as timeout } from 'node:timers/promises';

/** GitHub asks for a second between two writes. */
const BETWEEN_WRITES_MS = 1000;
/** How long a cancelled request still waits for its answer, which tells what became of a write. */
const ANSWER_GRACE_MS = 3000;

const LATE = new Error('late');

/** Tests bring their own. */
export interface Time {
  /** Milliseconds since some point in time; never goes back. */
  now(): number;
  /** Ends early when `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const machineTime: Time = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    // The promise rejects for an abort alone.
    await timeout(ms, undefined, { signal }).catch(() => undefined);
  },
};

/** No usable answer came, so a write may have happened. Like Octokit's error for that: status 500 without a response. */
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

  /** Milliseconds that are left. */
  left(): number {
    return Math.min(this.#end, this.#endOfStep) - this.now();
  }

  /** No request begins, waits or goes on later than that. Never extends the limit. */
  limit(ms: number): void {
    this.#end = Math.min(this.#end, this.now() + ms);
    this.#change.abort();
    this.#change = new AbortController();
  }

  /** Limits one step, so that it does not starve others. */
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

  /** Waits for a step with its own limits. @returns false where it did not end in this time */
  async waitFor(step: Promise<unknown>, ms: number): Promise<boolean> {
    const clock = new AbortController();
    try {
      const late = this.#time.sleep(Math.max(0, Math.min(ms, this.left())), clock.signal).then(() => false);
      return await Promise.race([step.then(() => true), late]);
    } finally {
      clock.abort();
    }
  }

  /** Writes take turns. @throws as `sleep` */
  async beforeWrite(cancel?: AbortSignal): Promise<void> {
    const now = this.now();
    const at = Math.max(now, this.#nextWriteAt);
    this.#nextWriteAt = at + BETWEEN_WRITES_MS;
    await this.sleep(at - now, cancel);
  }

  /**
   * @throws AnswerLost where the step takes too long, or goes on for long after `cancel` was aborted
   * @throws Cancelled where `cancel` was aborted before it
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
    try {
      return await Promise.race([step(request.signal), this.#lateAfter(end, clock.signal, cancel)]);
    } catch (error) {
      if (error !== LATE) throw error;
      const seconds = Math.max(1, Math.round((this.now() - start) / 1000));
      throw new AnswerLost(`nothing came within ${seconds} s`);
    } finally {
      clock.abort();
      request.abort();
    }
  }

  /** @throws LATE at that time, or at the limit of all requests, which may become shorter meanwhile */
  async #lateAfter(latest: number, signal: AbortSignal, cancel?: AbortSignal): Promise<never> {
    while (!cancel?.aborted) {
      const left = Math.min(latest, this.#end) - this.now();
      if (left <= 0 || signal.aborted) throw LATE;
      await this.#pause(left, cancel === undefined ? signal : AbortSignal.any([signal, cancel]));
    }
    return this.#lateAfter(Math.min(latest, this.now() + ANSWER_GRACE_MS), signal);
  }

  /** Ends early when `signal` is aborted or the limit changes. */
  async #pause(ms: number, signal?: AbortSignal): Promise<void> {
    const signals = signal === undefined ? [] : [signal];
    await this.#time.sleep(ms, AbortSignal.any([this.#change.signal, ...signals]));
  }
}

function outOfTime(): AnswerLost {
  return new AnswerLost('the time limit for publishing was reached');
}
