import type { TestSet } from '../analysis/test-set.ts';
import { knownMetric } from '../config/known-metrics.ts';
import { disagreementLimit, testSetBudget } from '../stats/test-set-budget.ts';
import type { Check } from './check.ts';
import { notChecked } from './words.ts';

export interface TestSetUse {
  readonly testSet: TestSet | { readonly unknown: string };
  /** Decisions on record that were taken on it before, those of the same code or commit left out. */
  readonly earlier: number;
  /** Decisions that this experiment adds: one a variant. */
  readonly added: number;
}

interface Settings {
  readonly tolerance: number;
  readonly reliability: number;
  readonly adaptive: boolean;
}

/**
 * Whether the test set still vouches for its scores: the decisions taken on these examples, over pull requests and pushes, against
 * the number for which all differences hold to within `tolerance` at once with probability `reliability`.
 *
 * The budget is that of ease.ml/ci (`stats/test-set-budget.ts`; Renggli et al. 2019), in shares of examples, for the upper limit of the
 * share on which models differ: each variant's has its part of the error, since the largest is taken. It speaks of
 * accuracy, and is a guide for F1 and the like; for a metric without a bound there is none. Primary metrics count, since the
 * others decide nothing. A first decision is no reuse, however few the examples.
 */
export function checkTestSetReuse(
  { testSet, earlier, added }: TestSetUse,
  primary: readonly string[],
  { tolerance, reliability, adaptive }: Settings,
): Check {
  const base = { id: 'test-set-reuse', model: null, interval: null, advice: null } as const;
  if ('unknown' in testSet) return notChecked(base, testSet.unknown);
  const decisions = earlier + added;
  const { examples, disagreement } = testSet;
  const count = `${decisions} decision${decisions === 1 ? '' : 's'} on the same ${examples} test examples, ${earlier === 0 ? 'none' : earlier} of them before this experiment`;
  const shares = primary.filter((name) => knownMetric(name)?.maximum === 1);
  if (shares.length === 0) {
    const message = `${count}; how many they carry is known for shares of examples such as accuracy only`;
    return { ...base, status: 'not-checked', value: decisions, threshold: null, message };
  }
  // Half of what may fail is for the differences, half for the share on which models differ, which is only estimated.
  const failure = (1 - reliability) / 2;
  const limit = disagreementLimit({ examples, disagreement, failure: failure / Math.max(1, added) });
  const budgets = testSetBudget({ examples, disagreement: limit, tolerance, failure });
  const threshold = adaptive ? budgets.adaptive : budgets.independent;
  const carried = `they carry ${threshold} for which all differences${shares.length === primary.length ? '' : ` in ${shares.join(', ')}`} hold to ±${tolerance} with probability ${reliability}`;
  const why = `${adaptive ? 'changes may answer to earlier verdicts' : 'no change answers to an earlier verdict'}, models differ on ${percent(disagreement)} of the examples, so on at most ${percent(limit)} of new ones`;
  const message = `${count}; ${carried} (${why})`;
  const found = { ...base, value: decisions, threshold, message };
  if (earlier === 0 || decisions <= threshold) return { ...found, status: 'pass' };
  return {
    ...found,
    status: 'warn',
    advice: 'draw new test examples, or confirm the change on examples that no decision has used yet',
  };
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
