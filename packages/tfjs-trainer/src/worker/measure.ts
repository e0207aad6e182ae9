import { readFileSync, writeFileSync } from 'node:fs';
import type { RunSummary } from './outputs.ts';

/** @param trainingStart a value of `performance.now()` */
export type Measure = (trainingStart: number) => RunSummary['cost'];

export const OWN_PROCESS: Measure = measureFrom(0, { user: 0, system: 0 }, ownPeak);

/** Excludes earlier runs of this process. */
export function startMeasuring(): Measure {
  return measureFrom(performance.now(), process.cpuUsage(), startPeak());
}

function measureFrom(start: number, before: NodeJS.CpuUsage, peak: () => number | null): Measure {
  return (trainingStart) => {
    const { user, system } = process.cpuUsage(before);
    const peakMemoryBytes = peak();
    return {
      cpuSeconds: (user + system) / 1e6,
      ...(peakMemoryBytes === null ? {} : { peakMemoryBytes }),
      setupSeconds: (trainingStart - start) / 1000,
      trainSeconds: (performance.now() - trainingStart) / 1000,
    };
  };
}

function ownPeak(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** Only Linux lets a process reset its peak. */
function startPeak(): () => number | null {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return () =>
      1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0);
  } catch {
    return () => null;
  }
}
