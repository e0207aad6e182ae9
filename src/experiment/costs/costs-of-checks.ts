import type { RunRecord } from '../../records/record.ts';
import type { RunCosts } from '../../verdict/result.ts';

type Costs = Omit<RunCosts, 'failures'>;

interface Spent {
  /** Runs that the comparison does not have: those are counted there. */
  readonly own: readonly RunRecord[];
  readonly wallSeconds: number;
}

/** Runs that checks have trained. */
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

/** Time alone: the runs are counted already. */
export function addRepeats(costs: Costs, { own, wallSeconds }: Spent): Costs {
  return {
    ...costs,
    wallSeconds: costs.wallSeconds + wallSeconds,
    cpuSeconds: own.reduce(addCpuSeconds, costs.cpuSeconds),
  };
}

function addCpuSeconds(sum: number, { cost }: RunRecord): number {
  return sum + (cost.cpuSeconds ?? cost.wallSeconds);
}
