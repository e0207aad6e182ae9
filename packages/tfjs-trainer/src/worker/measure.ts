/** What a run costs, as its process sees it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { RunSummary } from './outputs.ts';

/** @param trainingStart as `performance.now()` told it */
export type Measure = (trainingStart: number) => RunSummary['cost'];

/** From the start of the process, from which `performance.now()` counts. */
export const OWN_PROCESS: Measure = measureFrom(0, { user: 0, system: 0 }, ownPeak);

/** From now on: other runs have been in this process. */
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

/** Linux lets a process begin anew with its own peak; elsewhere only who looks at it from outside can tell. */
function startPeak(): () => number | null {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return () =>
      1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0);
  } catch {
    return () => null;
  }
}
