import { traceOf } from '../checks/comparison/seed-effect.ts';
import { SOURCE_VARIABLES } from '../checks/retraining/variance-sources.ts';
import type { CrossedCell } from '../plan/runs/check-runs.ts';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';

/**
 * The run that tells whether a program reads the seeds of the sources at all: the baseline's, in a cell with the initial weights of a
 * run of the comparison and everything else drawn anew. A program that only knows `{seed}` gives that run again.
 */
export function probeOf(cells: readonly CrossedCell[]): PlannedRun | null {
  const cell = cells.find(
    ({ levels: [first, ...others] }) => first === 0 && others.some((level) => level > 0),
  );
  return cell?.runs[0] ?? null;
}

/** @returns why the crossed design would be trained in vain; null where it would not, or nothing can be said */
export function idleSources(
  probe: RunRecord,
  compared: readonly RunRecord[],
  metrics: readonly string[],
): string | null {
  const same = compared.find(({ model, seed }) => model === probe.model && seed === probe.seed);
  if (same?.status !== 'ok' || probe.status !== 'ok') return null;
  if (traceOf(same, metrics) !== traceOf(probe, metrics)) return null;
  return `other seeds of the order and the data gave ${probe.model}'s run of seed ${probe.seed} again, so the program reads one seed for everything, and no more was trained; ${SOURCE_VARIABLES}`;
}
