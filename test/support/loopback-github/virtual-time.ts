/** Time that passes only while nothing happens, so that waits take milliseconds and a slow machine changes nothing. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as tick, setTimeout as timeout } from 'node:timers/promises';
import type { Time } from '../../../src/github/request/deadline.ts';

interface Timer {
  readonly at: number;
  readonly end: () => void;
}

interface Sent {
  readonly request: { readonly origin: string };
}

/** More turns of the event loop than a reader needs to continue after an answer. */
const QUIET_TURNS = 8;

export class VirtualTime implements Time {
  readonly #origin: string;
  readonly #inFlight = new Set<object>();
  readonly #timers = new Set<Timer>();
  #now = 0;
  #held = 0;
  #runs = false;

  /** @param origin of the server whose requests stop the clock */
  constructor(origin: string) {
    this.#origin = origin;
    subscribe('undici:request:create', this.#sent);
    for (const end of ['undici:request:trailers', 'undici:request:error']) subscribe(end, this.#ended);
  }

  now = (): number => this.#now;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        this.#timers.delete(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = { at: this.#now + ms, end };
      this.#timers.add(timer);
      signal?.addEventListener('abort', end);
      void this.#run();
    });

  /** Lets time pass while a request waits. @returns ends that */
  hold(): () => void {
    this.#held += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.#held -= 1;
      isHeld = false;
    };
  }

  close(): void {
    unsubscribe('undici:request:create', this.#sent);
    for (const end of ['undici:request:trailers', 'undici:request:error']) unsubscribe(end, this.#ended);
    for (const { end } of this.#timers) end();
  }

  readonly #sent = (message: unknown): void => {
    const { request } = message as Sent;
    if (request.origin === this.#origin) this.#inFlight.add(request);
  };

  readonly #ended = (message: unknown): void => {
    this.#inFlight.delete((message as Sent).request);
  };

  async #run(): Promise<void> {
    if (this.#runs) return;
    this.#runs = true;
    while (this.#timers.size > 0) {
      if (!(await this.#isQuiet())) {
        await timeout(1);
        continue;
      }
      const next = [...this.#timers].reduce((first, timer) => (timer.at < first.at ? timer : first));
      this.#now = Math.max(this.#now, next.at);
      next.end();
    }
    this.#runs = false;
  }

  async #isQuiet(): Promise<boolean> {
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      if (this.#timers.size === 0 || this.#inFlight.size > this.#held) return false;
      await tick();
    }
    return this.#timers.size > 0 && this.#inFlight.size <= this.#held;
  }
}
