/** How many runs at a time the memory of this machine has room for, by what the runs so far have used. */
import { totalmem } from 'node:os';
import type { RunRecord } from '../records/record.ts';

/** For the system, this program, and what a run uses between two measurements. */
const SHARE = 0.9;

export interface MemoryLimit {
  /** At least 1. */
  runsAtATime(): number;
  onFinished(record: Pick<RunRecord, 'cost'>): void;
  /**
   * The system has ended a run while others trained. Where memory ran out, no run may have lived to be measured.
   *
   * @returns whether the others may be why
   */
  onKilled(): boolean;
}

/**
 * Until a run has ended, as many as are wanted. The largest run decides: any run of the plan may be next.
 *
 * @param limitBytes of the machine or of its container; null: it is not the machine of the runs
 * @param warn told once, when fewer are begun than are wanted
 */
export function openMemoryLimit(
  wanted: number,
  limitBytes: number | null,
  warn: (message: string) => void,
): MemoryLimit {
  let largest = 0;
  let allowed = wanted;
  return {
    runsAtATime: () => allowed,
    onFinished({ cost }) {
      largest = Math.max(largest, cost.peakMemoryBytes ?? 0);
      if (limitBytes === null || largest === 0) return;
      const room = Math.max(1, Math.floor((SHARE * limitBytes) / largest));
      if (room >= allowed) return;
      if (allowed === wanted)
        warn(
          `fewer runs at a time than ${wanted}: a run used ${gigabytes(largest)} GB of memory, and this machine has ${gigabytes(limitBytes)} GB; to choose the number yourself, set limits.parallel`,
        );
      allowed = room;
    },
    onKilled() {
      if (limitBytes === null) return false;
      const half = Math.max(1, Math.floor(allowed / 2));
      if (allowed === wanted && half < wanted)
        warn(
          `fewer runs at a time than ${wanted}: a run was killed, often because memory ran out; it is tried again while no other trains; to choose the number yourself, set limits.parallel`,
        );
      allowed = half;
      return true;
    },
  };
}

/** The memory of this machine, or of the container that this process is in. */
export function machineMemory(total = totalmem(), constrained = process.constrainedMemory()): number {
  // Without a limit the kernel gives a number beyond all memory, and Node 0 where it knows of none.
  return constrained > 0 && constrained < total ? constrained : total;
}

function gigabytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
