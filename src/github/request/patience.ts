/** How long requests may take, all together and each; in monotonic time, so that no change of the clock holds a run. */
import { AnswerLost } from './answer-lost.ts';
import { machineTime, type Time } from './time.ts';

/** GitHub asks for a second between two writes. */
const BETWEEN_WRITES_MS = 1000;
/** A request that is cancelled while it waits for its answer waits this long for it: an answer tells what became of a write. */
const ANSWER_GRACE_MS = 3000;

const LATE = new Error('late');

/** The request was cancelled before it was sent. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
  override readonly message = 'something newer is written instead';
}

export class Patience {
  readonly #time: Time;
  /** Of all requests from now on, and of those of one step. */
  #end = Number.POSITIVE_INFINITY;
  #endOfStep = Number.POSITIVE_INFINITY;
  #nextWriteAt = Number.NEGATIVE_INFINITY;
  /** Of everything that waits, for which a shorter limit holds, too. */
  readonly #waiting = new Set<AbortController>();

  constructor(time: Time = machineTime) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  /** Milliseconds that are left. */
  left(): number {
    return Math.min(this.#end, this.#endOfStep) - this.#time.now();
  }

  /** From now on no request begins, waits or goes on later than that; a shorter limit that stands is kept. */
  limit(ms: number): void {
    this.#end = Math.min(this.#end, this.#time.now() + ms);
    for (const waiting of this.#waiting) waiting.abort();
  }

  /** Gives one step a part of what is left, so that others are not starved by it. Steps follow one another. */
  async within<Value>(ms: number, step: () => Promise<Value>): Promise<Value> {
    this.#endOfStep = this.#time.now() + ms;
    try {
      return await step();
    } finally {
      this.#endOfStep = Number.POSITIVE_INFINITY;
    }
  }

  /**
   * @throws AnswerLost as soon as it is known that there is less time than that
   * @throws Cancelled when `cancel` is aborted
   */
  async sleep(ms: number, cancel?: AbortSignal): Promise<void> {
    const end = this.#time.now() + ms;
    for (;;) {
      if (cancel?.aborted) throw new Cancelled();
      const left = end - this.#time.now();
      if (left >= this.left()) throw outOfTime();
      if (left <= 0) return;
      await this.#pause(left, cancel);
    }
  }

  /** Waits for a step that asks nothing of its own accord to end. @returns false where it did not in this time */
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
    const now = this.#time.now();
    const at = Math.max(now, this.#nextWriteAt);
    this.#nextWriteAt = at + BETWEEN_WRITES_MS;
    await this.sleep(at - now, cancel);
  }

  /**
   * @throws AnswerLost where the step takes longer than `ms`, or than what is left, or goes on for long after `cancel` was aborted
   * @throws Cancelled where `cancel` was aborted before it
   */
  async attempt<Value>(
    ms: number,
    step: (signal: AbortSignal) => Promise<Value>,
    cancel?: AbortSignal,
  ): Promise<Value> {
    const start = this.#time.now();
    const end = start + Math.min(ms, this.left());
    if (end <= start) throw outOfTime();
    if (cancel?.aborted) throw new Cancelled();
    const request = new AbortController();
    const clock = new AbortController();
    try {
      return await Promise.race([step(request.signal), this.#lateAfter(end, clock.signal, cancel)]);
    } catch (error) {
      if (error !== LATE) throw error;
      const seconds = Math.max(1, Math.round((this.#time.now() - start) / 1000));
      throw new AnswerLost(`nothing came within ${seconds} s`);
    } finally {
      clock.abort();
      request.abort();
    }
  }

  /** @throws LATE at that time, or when the limit of all requests is reached, which may be set to an earlier time meanwhile */
  async #lateAfter(latest: number, signal: AbortSignal, cancel?: AbortSignal): Promise<never> {
    while (!cancel?.aborted) {
      const left = Math.min(latest, this.#end) - this.#time.now();
      if (left <= 0 || signal.aborted) throw LATE;
      await this.#pause(left, cancel === undefined ? signal : AbortSignal.any([signal, cancel]));
    }
    return this.#lateAfter(Math.min(latest, this.#time.now() + ANSWER_GRACE_MS), signal);
  }

  /** Ends early when `signal` is aborted or the limit is changed. */
  async #pause(ms: number, signal?: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    this.#waiting.add(waiting);
    const signals = signal === undefined ? [waiting.signal] : [signal, waiting.signal];
    await this.#time.sleep(ms, AbortSignal.any(signals));
    this.#waiting.delete(waiting);
  }
}

function outOfTime(): AnswerLost {
  return new AnswerLost('the time limit for publishing was reached');
}
