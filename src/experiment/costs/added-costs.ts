/** Costs of runs that checks or other jobs trained. */

import type { TrainedExtraRuns } from '../../checks/extra-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunCosts } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import { addCpuSeconds } from './training-costs.ts';

type Costs = Omit<RunCosts, 'failures'>;

interface Spent {
  /** Runs that are not counted with the comparison. */
  readonly own: readonly RunRecord[];
  readonly wallSeconds: number;
}

export function addRuns(
  costs: Costs,
  { own, trained, retried, wallSeconds }: Spent & { readonly trained: number; readonly retried: number },
): Costs {
  return {
    ...costs,
    trained: costs.trained + trained,
    reused: costs.reused + own.length - trained,
    retried: costs.retried + retried,
    wallSeconds: costs.wallSeconds + wallSeconds,
    cpuSeconds: own.reduce(addCpuSeconds, costs.cpuSeconds),
    forChecks: (costs.forChecks ?? 0) + own.length,
  };
}

/** Adds only time; the runs are already counted. */
export function addRepeats(costs: Costs, { own, wallSeconds }: Spent): Costs {
  return {
    ...costs,
    wallSeconds: costs.wallSeconds + wallSeconds,
    cpuSeconds: own.reduce(addCpuSeconds, costs.cpuSeconds),
  };
}

/** Costs of runs that other jobs trained, which this job sees as existing records. */
export function costsOfWaves(
  { reusedDays: _, ...costs }: Training['costs'],
  { trained, unneeded }: Pick<Training, 'trained' | 'unneeded'>,
  extraRuns: TrainedExtraRuns,
): Training['costs'] {
  const ofChecks = [...extraRuns.values()].flatMap((found) =>
    'untrained' in found ? [] : found.flatMap((group): readonly RunRecord[] => group.records),
  );
  const all = new Map(
    [...trained, ...unneeded, ...ofChecks].map((record) => [record.fingerprint, record.cost]),
  );
  const nodes = new Set([...all.values()].map(({ node, machine }) => node ?? machine ?? ''));
  return {
    ...costs,
    trained: costs.trained + costs.reused,
    reused: 0,
    nodes: nodes.size,
    wallSeconds: [...all.values()].reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
  };
}
