/** What the pools of an experiment share: places, the room in memory, and who tries again alone when the system has killed it beside others. */
import type { RunRecord } from '../records/record.ts';
import { openPlaces } from './places.ts';
import { openRoom } from './room.ts';

export interface Machine {
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

/** @param roomBytes of memory for all runs; null: it is not the machine of the runs */
export function openMachine(
  parallel: number,
  roomBytes: number | null,
  warn: (message: string) => void,
): Machine {
  const room = openRoom(parallel, roomBytes, warn);
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
