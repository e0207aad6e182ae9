/** How long requests may take, all together and each; in monotonic time, so that no change of the clock holds a run. */
import { AnswerLost } from './answer-lost.ts';
import { machineTime, type Time } from './time.ts';

/** GitHub asks for a second between two writes. */
const BETWEEN_WRITES_MS = 1000;

const LATE = new Error('late');

export class Patience {
  readonly #time: Time;
  /** Of all requests from now on, and of those of one step. */
  #end = Number.POSITIVE_INFINITY;
  #endOfStep = Number.POSITIVE_INFINITY;
  #nextWriteAt = Number.NEGATIVE_INFINITY;
  /** Of attempts under way, which a shorter limit holds for, too. */
  readonly #waiting = new Set<AbortController>();

  constructor(time: Time = machineTime) {
    this.#time = time;
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

  /** @throws AnswerLost at once where there is less time than that */
  async sleep(ms: number): Promise<void> {
    if (ms >= this.left()) throw outOfTime();
    if (ms > 0) await this.#time.sleep(ms);
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

  /** Writes take turns. */
  async beforeWrite(): Promise<void> {
    const now = this.#time.now();
    const at = Math.max(now, this.#nextWriteAt);
    this.#nextWriteAt = at + BETWEEN_WRITES_MS;
    await this.sleep(at - now);
  }

  /** @throws AnswerLost where the step takes longer than `ms`, or than what is left */
  async attempt<Value>(ms: number, step: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const start = this.#time.now();
    const end = start + Math.min(ms, this.left());
    if (end <= start) throw outOfTime();
    const request = new AbortController();
    const clock = new AbortController();
    try {
      return await Promise.race([step(request.signal), this.#lateAfter(end, clock.signal)]);
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
  async #lateAfter(end: number, signal: AbortSignal): Promise<never> {
    for (;;) {
      const left = Math.min(end, this.#end) - this.#time.now();
      if (left <= 0 || signal.aborted) throw LATE;
      const waiting = new AbortController();
      this.#waiting.add(waiting);
      await this.#time.sleep(left, AbortSignal.any([signal, waiting.signal]));
      this.#waiting.delete(waiting);
    }
  }
}

function outOfTime(): AnswerLost {
  return new AnswerLost('the time limit for publishing was reached');
}
