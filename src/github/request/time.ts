import { setTimeout as timeout } from 'node:timers/promises';

/** Time that a changed clock of the machine does not touch. Tests bring one of their own. */
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
