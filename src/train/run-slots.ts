/** What the pools of an experiment share: places for runs that train at the same time, memory, and turns for killed runs to try again alone. */
import type { RunRecord } from '../records/record.ts';
import { openMemoryLimit } from './memory-limit.ts';

export interface RunSlots {
  /** Whether another run may begin. */
  isFree(): boolean;
  /** @returns its place, from 0 */
  take(run: string): number;
  /** The run has ended; its output is not read yet. */
  leave(run: string): void;
  /** Its output has been read. */
  forget(run: string): void;
  onFinished(record: Pick<RunRecord, 'cost'>): void;
  /**
   * The system has killed the run, which holds its place. Where others trained beside it, nothing new begins, and this settles when none of them
   * trains any more or `signal` is aborted; one killed run after the other.
   */
  awaitTurn(run: string, signal: AbortSignal): Promise<void>;
}

/** @param machineMemoryBytes of memory for all runs; null: it is not the machine of the runs */
export function openRunSlots(
  parallel: number,
  machineMemoryBytes: number | null,
  warn: (message: string) => void,
): RunSlots {
  const room = openMemoryLimit(parallel, machineMemoryBytes, warn);
  const places = openPlaces(parallel);
  /** With what lets each try again. */
  const killed = new Map<string, () => void>();

  function tryAgain(): void {
    const [begin] = killed.values();
    if (places.training() <= killed.size) begin?.();
  }

  return {
    isFree: () => killed.size === 0 && places.areFree(room.runsAtATime()),
    take: (run) => places.take(run),
    leave(run) {
      places.leave(run);
      killed.delete(run);
      tryAgain();
    },
    forget(run) {
      places.forget(run);
      killed.delete(run);
      tryAgain();
    },
    onFinished: (record) => room.onFinished(record),
    async awaitTurn(run, signal) {
      // Nobody else trained.
      if (killed.has(run) || places.training() === killed.size + 1) return;
      // Of several that are killed together, the first tells.
      if (killed.size === 0 && !room.onKilled()) return;
      await new Promise<void>((settle) => {
        killed.set(run, settle);
        signal.addEventListener('abort', () => settle(), { once: true });
        if (signal.aborted) settle();
        tryAgain();
      });
    },
  };
}

export interface Places {
  /** @param most runs that may train at a time */
  areFree(most: number): boolean;
  /** Runs that train. */
  training(): number;
  /** From 0. */
  take(run: string): number;
  /** The run has ended; its output is not read yet. */
  leave(run: string): void;
  /** Its output has been read. */
  forget(run: string): void;
}

export function openPlaces(parallel: number): Places {
  /** By run; null for one that is being read. */
  const taken = new Map<string, number | null>();
  const training = () => [...taken.values()].filter((place) => place !== null).length;
  return {
    // Where runs are shorter than it takes to read them, reading comes first.
    areFree: (most) => training() < most && taken.size < 2 * parallel,
    training,
    take(run) {
      const used = new Set(taken.values());
      const place = Array.from({ length: parallel }, (_, index) => index).find((one) => !used.has(one)) ?? 0;
      taken.set(run, place);
      return place;
    },
    leave: (run) => void taken.set(run, null),
    forget: (run) => void taken.delete(run),
  };
}
