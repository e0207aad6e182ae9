/**
 * No task may get worse: each is a one-sided t test of "worse by the margin or more" (non-inferiority) on the primary metric.
 *
 * It is rejected exactly where the task's interval lies above −margin. These intervals cover at all tasks and variants
 * together, so the chance that any task with a loss of the margin is shown not to have it is at most alpha / 2.
 */
import type { Comparison, Guard } from '../compare/comparison.ts';
import { tailOf } from '../decide/guards.ts';
import type { Tasks } from './task-results.ts';

export interface TaskGuard {
  /** In the unit of the primary metric. */
  readonly 'no-worse-than': number;
  /** Tasks that may get worse. */
  readonly allow: readonly string[];
}

export function guardTasks(tasks: Tasks, { 'no-worse-than': margin, allow }: TaskGuard): Tasks {
  const results = tasks.results.map((result) =>
    allow.includes(result.task)
      ? result
      : {
          ...result,
          comparisons: result.comparisons.map((one) =>
            one.role === 'primary' ? { ...one, guard: guardOf(one, margin) } : one,
          ),
        },
  );
  return { ...tasks, results };
}

function guardOf(comparison: Comparison, margin: number): Guard {
  const { cause, reason } = comparison;
  const guard = { margin, pValueAdjusted: null };
  if (comparison.difference === null) {
    const isEqual = cause === 'identical' || cause === 'ceiling';
    const status = isEqual ? 'shown' : 'not-shown';
    return { ...guard, status, pValue: null, significanceLevel: null, pairs: 0, reason };
  }
  const { level, low, high } = comparison.interval;
  return {
    ...guard,
    status: low > -margin ? 'shown' : high < -margin ? 'worse' : 'not-shown',
    pValue: tailOf(comparison, -margin),
    // At one of several looks the interval is wider than its level says.
    significanceLevel: Math.min((1 - level) / 2, tailOf(comparison, low)),
    pairs: comparison.baseline.n,
    reason: null,
  };
}
