/**
 * What a seed does to several tasks at once, where runs of different tasks share their seeds.
 *
 * If seed 3 is lucky in all tasks, the tasks' differences rise together, and the average over tasks varies more than
 * independent runs would. The covariance of two tasks is taken to be one value, estimated from all pairs of runs with one
 * seed in two tasks. With every cell filled, variance + covariance is that of the paired t test on each seed's mean over
 * tasks, with its n − 1 degrees of freedom.
 *
 * Levels hold for any correlation, at a cost of power where seeds share nothing. Seeds that differ between tasks need no such
 * test.
 *
 * Source: C. A. Cameron and D. L. Miller, J. Human Resources 50 (2015), for variances by cluster; A. V. Carter, K. T. Schnepel
 * and D. G. Steigerwald, Review of Economics and Statistics 99 (2017), for the effective number of clusters. Simulated
 * levels: bench/tasks.ts.
 */
import { isConstant, mean } from '../describe.ts';
import { StatisticsError } from '../error.ts';
import { type TEstimate, tTest } from '../tests/t-test.ts';

/** Of the average difference over tasks, in the metric's unit squared. */
export interface SharedSeeds {
  /** As if runs of different tasks were independent. */
  readonly variance: number;
  /** What shared seeds add; may be below 0 by chance. */
  readonly covariance: number;
  /** Of their sum: seeds, by the weight they have in the average, less one. */
  readonly degreesOfFreedom: number;
}

/**
 * @param differences one row per task with one difference per seed, the same seeds in the same columns; null for a missing cell
 * @returns null if fewer than two tasks share two seeds, so that there is nothing shared
 * @throws StatisticsError for a task with fewer than two cells
 */
export function sharedSeeds(differences: ReadonlyArray<ReadonlyArray<number | null>>): SharedSeeds | null {
  const tasks = differences.map((row, index) => centre(row, index));
  const seeds = Math.max(...differences.map((row) => row.length));
  const T = tasks.length;
  let variance = 0;
  for (const { deviations, count } of tasks) {
    const squares = deviations.reduce<number>((sum, value) => sum + (value ?? 0) ** 2, 0);
    variance += squares / (count - 1) / count / T ** 2;
  }
  let products = 0;
  const weights: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    let [sum, squares, weight] = [0, 0, 0];
    for (const { deviations, count } of tasks) {
      const value = deviations[seed];
      if (value === undefined || value === null) continue;
      sum += value / count;
      squares += (value / count) ** 2;
      weight += 1 / count;
    }
    products += sum ** 2 - squares;
    weights.push(weight / T);
  }
  const { expected, inAverage } = overlap(tasks);
  if (!(expected > 1e-9)) return null;
  return {
    variance,
    covariance: (products / expected) * (inAverage / T ** 2),
    degreesOfFreedom: 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0) - 1,
  };
}

/**
 * For these tasks: of the runs taken as independent, and of the seeds with their few degrees of freedom, the estimate whose
 * interval is wider. A covariance that is by chance too low hides behind neither.
 *
 * @param independent as if runs of different tasks were independent
 */
export function forTheseTasks(independent: TEstimate, shared: SharedSeeds, level: number): TEstimate {
  return wider(independent, ofSeeds(independent, shared), level);
}

/**
 * For new tasks: the spread of the tasks' means, and what their seeds share.
 *
 * Where the tasks are nearly alike, the seeds are the smaller sample, and their part of the variance is known from a few seeds
 * only. Once it is over half of the tasks' part, the result must also hold for these tasks: of the two estimates, the one
 * with the wider interval.
 *
 * @param ofTasks the t test over the tasks' differences
 */
export function forNewTasks(ofTasks: TEstimate, shared: SharedSeeds, level: number): TEstimate {
  const added = addCovariance(ofTasks, shared);
  if (shared.variance + shared.covariance <= ofTasks.standardError ** 2 / 2) return added;
  return wider(added, ofSeeds(ofTasks, shared), level);
}

/**
 * 1 / df is the mean of both parts' by their shares of the variance, which is Cochran and Cox's cautious choice: Satterthwaite's
 * makes more false alarms where a few seeds and many tasks meet.
 */
function addCovariance(ofTasks: TEstimate, { covariance, degreesOfFreedom }: SharedSeeds): TEstimate {
  if (covariance <= 0) return ofTasks;
  const total = ofTasks.standardError ** 2 + covariance;
  const ofSeeds = covariance / total;
  return {
    difference: ofTasks.difference,
    standardError: Math.sqrt(total),
    degreesOfFreedom: 1 / (ofSeeds / degreesOfFreedom + (1 - ofSeeds) / ofTasks.degreesOfFreedom),
  };
}

function ofSeeds(
  { difference }: TEstimate,
  { variance, covariance, degreesOfFreedom }: SharedSeeds,
): TEstimate {
  return { difference, standardError: Math.sqrt(Math.max(0, variance + covariance)), degreesOfFreedom };
}

function wider(one: TEstimate, other: TEstimate, level: number): TEstimate {
  return widthOf(other, level) > widthOf(one, level) ? other : one;
}

function widthOf({ standardError, degreesOfFreedom }: TEstimate, level: number): number {
  const { low, high } = tTest({ difference: 0, standardError, degreesOfFreedom }, { level }).interval;
  return high - low;
}

interface Centred {
  /** From the task's mean. */
  readonly deviations: ReadonlyArray<number | null>;
  readonly count: number;
}

function centre(row: ReadonlyArray<number | null>, index: number): Centred {
  const values = row.filter((value) => value !== null);
  if (values.length < 2) {
    throw new StatisticsError(
      `sharedSeeds requires at least two seeds of each task, but task ${index + 1} has ${values.length}`,
    );
  }
  const middle = mean(values);
  const isFlat = isConstant(values);
  const deviations = row.map((value) => (value === null ? null : isFlat ? 0 : value - middle));
  return { deviations, count: values.length };
}

/** Over ordered pairs of tasks: the expected sum of products per unit of covariance, and that covariance's weight. */
function overlap(tasks: readonly Centred[]): { readonly expected: number; readonly inAverage: number } {
  const cells = tasks.map(({ deviations }) =>
    Uint8Array.from(deviations, (value) => (value === null ? 0 : 1)),
  );
  let [expected, inAverage] = [0, 0];
  for (let index = 0; index < tasks.length; index++) {
    for (let other = 0; other < index; other++) {
      const [count, countOfOther] = [tasks[index]?.count ?? 0, tasks[other]?.count ?? 0];
      const both = countBoth(cells[index] as Uint8Array, cells[other] as Uint8Array);
      const pair = count * countOfOther;
      inAverage += (2 * both) / pair;
      expected += ((2 * both) / pair) * (1 - 1 / count - 1 / countOfOther + both / pair);
    }
  }
  return { expected, inAverage };
}

function countBoth(one: Uint8Array, other: Uint8Array): number {
  let both = 0;
  const seeds = Math.min(one.length, other.length);
  for (let seed = 0; seed < seeds; seed++) both += (one[seed] as number) & (other[seed] as number);
  return both;
}
