/**
 * The expected best of B trials, if only B of these n settings had been tried. Compare two tuned models at equal B, since
 * more trials find a better best.
 *
 * All choices of B of the n are equally likely, so with sorted v(1) ≤ … ≤ v(n) the mean of the best is
 *
 *     Σ v(k) × [ C(k, B) − C(k − 1, B) ] / C(n, B)
 *
 * Unbiased for B new random settings; Dodge et al. draw with replacement, which is biased low. One value per setting does not
 * show its randomness: apply it per seed.
 *
 * Source: J. Dodge et al., "Show Your Work", EMNLP 2019, section 3; R. Tang et al., "Showing Your Work Doesn't Always Work",
 * ACL 2020.
 */
import { mean } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/**
 * @param values that choose the best trial; larger is better
 * @param budget B
 * @param outcomes value of the chosen trial if different: chosen on validation, measured on test. Ties are worth their mean.
 * @throws StatisticsError for no values, values that are not finite, or a budget out of range
 * @example expectedMaximum([0.7, 0.8, 0.9], 2) // 0.8666…: the best is 0.8 in one of three choices of two, 0.9 in two
 */
export function expectedMaximum(
  values: readonly number[],
  budget: number,
  outcomes: readonly number[] = values,
): number {
  const n = values.length;
  if (n === 0) throw new StatisticsError('expectedMaximum requires at least one value');
  if (!Number.isInteger(budget) || budget < 1 || budget > n) {
    throw new StatisticsError(`expectedMaximum requires a whole budget from 1 to ${n}, but it is ${budget}`);
  }
  requireFinite('expectedMaximum', values);
  requireFinite('expectedMaximum', outcomes);
  if (outcomes.length !== n) {
    throw new StatisticsError(
      `expectedMaximum requires one outcome a value: there are ${n} values and ${outcomes.length} outcomes`,
    );
  }
  const ranked = [...new Set(values)].sort((a, b) => a - b).map((value) => tied(value, values, outcomes));
  const [first] = ranked as [Tie];
  let below = first.count;
  let expected = first.outcome;
  for (const [index, { outcome, count }] of ranked.slice(1).entries()) {
    expected += (1 - shareWithin(below, n, budget)) * (outcome - (ranked[index] as Tie).outcome);
    below += count;
  }
  return expected;
}

interface Tie {
  readonly count: number;
  readonly outcome: number;
}

function tied(value: number, values: readonly number[], outcomes: readonly number[]): Tie {
  const own = outcomes.filter((_, index) => values[index] === value);
  return { count: own.length, outcome: mean(own) };
}

/** C(k, B) / C(n, B). */
function shareWithin(k: number, n: number, budget: number): number {
  let share = 1;
  for (let taken = 0; taken < budget; taken++) share *= Math.max(0, k - taken) / (n - taken);
  return share;
}
