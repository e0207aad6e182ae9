/** Where the next runs go: to every task alike, or to those that add most to the variance of the average. */
import { standardDeviation } from '../../src/stats/describe.ts';
import { stratifiedDifference } from '../../src/stats/tasks/stratified-difference.ts';
import { pairedDifference } from '../../src/stats/tasks/task-difference.ts';
import { type TEstimate, tTest } from '../../src/stats/tests/t-test.ts';
import type { Draws } from '../crossed/draws.ts';

/**
 * `adaptive` decides before each look, by all runs so far. `cautious` decides once, at the first look, and only if spreads
 * differ clearly; a task that then gets fewer runs than others counts with the larger of the spreads of all its runs and of
 * those after the first look, as the first look chose it for a small spread.
 */
export type Allocation = 'equal' | 'adaptive' | 'cautious';

export interface Plan {
  readonly effects: readonly number[];
  readonly spreads: readonly number[];
  /** Of each task, at the first look. */
  readonly first: number;
  /** Looks after the first; before each, as many runs are made as there are tasks. */
  readonly further: number;
  /** Two-sided level of each look. */
  readonly levels: readonly number[];
}

type Rows = ReadonlyArray<readonly number[]>;

/** Mean over root mean square of the standard deviations; with equal spreads and five seeds it is about 0.94. */
const CLEARLY_UNEQUAL = 0.8;
const LEAST_FURTHER = 2;

/** Whether any look tells the average from zero, and how many runs a task had on average. */
export function runLooks(
  { effects, spreads, first, further, levels }: Plan,
  allocation: Allocation,
  draws: Draws,
): { readonly isFound: boolean; readonly seeds: number } {
  const train = (task: number) => (effects[task] as number) + (spreads[task] as number) * draws.normal();
  const rows = effects.map((_, task) => Array.from({ length: first }, () => train(task)));
  const targets = allocation === 'cautious' ? targetsOf(rows, further) : effects.map(() => further);
  for (let look = 0; ; look++) {
    const isFound =
      tTest(stratifiedDifference(estimates(rows, first, targets, further))).pValue <= (levels[look] ?? 0);
    if (isFound || look === further) {
      const runs = rows.reduce((sum, row) => sum + row.length, 0);
      return { isFound, seeds: runs / rows.length };
    }
    const counts =
      allocation === 'adaptive'
        ? neediest(rows, rows.length, 0)
        : targets.map(
            (target) => Math.round((target * (look + 1)) / further) - Math.round((target * look) / further),
          );
    for (const [task, count] of counts.entries())
      for (let run = 0; run < count; run++) rows[task]?.push(train(task));
  }
}

function estimates(rows: Rows, first: number, targets: readonly number[], further: number): TEstimate[] {
  return rows.map((row, task) => {
    const all = pairedDifference(row);
    const later = row.slice(first);
    if ((targets[task] as number) >= further || later.length < 2) return all;
    const standardError = Math.max(all.standardError, standardDeviation(later) / Math.sqrt(row.length));
    return { ...all, standardError };
  });
}

/** Further runs of each task. */
function targetsOf(rows: Rows, further: number): readonly number[] {
  const spreads = rows.map(standardDeviation);
  const mean = spreads.reduce((sum, spread) => sum + spread / rows.length, 0);
  const square = spreads.reduce((sum, spread) => sum + spread ** 2 / rows.length, 0);
  if (mean / Math.sqrt(square) >= CLEARLY_UNEQUAL) return rows.map(() => further);
  return neediest(rows, further * rows.length, LEAST_FURTHER);
}

/** Runs of each task, each given where it lowers s²/n most. */
function neediest(rows: Rows, runs: number, least: number): number[] {
  const variances = rows.map((row) => standardDeviation(row) ** 2);
  const added = rows.map(() => least);
  for (let run = least * rows.length; run < runs; run++) {
    let [best, most] = [0, -1];
    for (const [task, variance] of variances.entries()) {
      const count = (rows[task] as readonly number[]).length + (added[task] as number);
      const gain = variance / (count * (count + 1));
      if (gain > most) [best, most] = [task, gain];
    }
    added[best] = (added[best] as number) + 1;
  }
  return added;
}
