/**
 * The mean difference over *new tasks like these*: the tasks are drawn at random, and so are seeds.
 *
 * The t test over the tasks' mean differences, with T − 1 degrees of freedom: y_ts = μ + u_t + e_ts makes the task means
 * independent with mean μ, whatever spread and number of runs each task has. With as many runs in every task it is the mixed
 * model by REML (lme4 with lmerTest), unless that sets the variance between tasks to zero. With unequal runs or spreads the t
 * test is conservative (Benjamini), like REML with Satterthwaite's degrees of freedom; Hartung and Knapp's test makes up to 12 %
 * false alarms. The t test has the same estimate as `stratifiedDifference`, so that the two questions differ in the interval
 * alone.
 *
 * `shared` adds what seeds do to all tasks together, which the spread of task means does not show.
 *
 * Source: Y. Benjamini, JASA 78 (1983); L. V. Hedges and J. L. Vevea, Psychological Methods 3 (1998), for the two questions.
 * Simulated levels, also of REML and of Hartung and Knapp: bench/tasks.ts.
 */
import { isConstant, mean, standardDeviation } from '../../src/stats/describe.ts';
import { requireFinite, StatisticsError } from '../../src/stats/error.ts';
import { forNewTasks, type SharedSeeds } from '../../src/stats/tasks/shared-seeds.ts';
import type { TEstimate } from '../../src/stats/tests/t-test.ts';

/** Fewer tasks say next to nothing of other tasks. */
const MIN_RANDOM_TASKS = 6;

/**
 * @param differences one per task: the mean over its runs, in one unit
 * @returns standard error 0 if the tasks do not differ, which allows no test
 * @throws StatisticsError for fewer than six tasks
 */
export function randomTasksDifference(differences: readonly number[], shared?: SharedSeeds): TEstimate {
  requireFinite('randomTasksDifference', differences);
  const count = differences.length;
  if (count < MIN_RANDOM_TASKS) {
    throw new StatisticsError(
      `a result for new tasks requires at least ${MIN_RANDOM_TASKS} tasks, but there are ${count}`,
    );
  }
  const estimate = {
    difference: mean(differences),
    standardError: isConstant(differences) ? 0 : standardDeviation(differences) / Math.sqrt(count),
    degreesOfFreedom: count - 1,
  };
  return shared === undefined ? estimate : forNewTasks(estimate, shared, 0.95);
}
