/** Memory of a training process and all that it started, where the platform tells. */
import { readFile } from 'node:fs/promises';
import { CAN_LIST_PROCESSES, type ProcessEntry } from './process-tree.ts';

const INTERVAL_MS = { limited: 500, known: 2_000 };

/**
 * Resident bytes. On Linux, shared memory counts once (PSS), elsewhere once per process.
 *
 * @returns 0 for processes that have ended
 */
async function memoryOf(processes: readonly ProcessEntry[]): Promise<number> {
  const sizes = await Promise.all(
    processes.map(({ pid, residentBytes }) => residentBytes ?? proportionalBytes(pid)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function proportionalBytes(pid: number): Promise<number> {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'latin1'));
    return 1024 * Number(kilobytes?.[1] ?? 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** Without a limit, shorter runs report no peak: it would be their start's. */
const FEWEST_LOOKS = 3;

/** Looks now and then how much some processes use, where the platform tells. */
export function watchMemory(
  look: () => readonly ProcessEntry[],
  limit: number | undefined,
  onMeasured: (bytes: number) => void,
): NodeJS.Timeout | undefined {
  if (!CAN_LIST_PROCESSES) return undefined;
  let isMeasuring = false;
  let looks = 0;
  let largest = 0;
  return setInterval(
    async () => {
      if (isMeasuring) return;
      isMeasuring = true;
      largest = Math.max(largest, await memoryOf(look()));
      isMeasuring = false;
      looks += 1;
      if (limit !== undefined || looks >= FEWEST_LOOKS) onMeasured(largest);
    },
    INTERVAL_MS[limit === undefined ? 'known' : 'limited'],
  );
}
