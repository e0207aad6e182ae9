/** Results that are equal or all differ by the same amount decide nothing: no test can tell chance from an effect. */
import { areTied, largestSize, roundingOf } from '../../stats/ties.ts';
import { threeDigits } from '../../words/number.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { ImpossibleComparison, Pairing } from './comparison.ts';
import { bestValueOf } from './scale.ts';
import { allFinite } from './values.ts';

type Reason = Pick<ImpossibleComparison, 'reason' | 'cause'>;

/**
 * @param arms with pairs, in their order
 * @returns why they cannot be tested; null where something varies
 */
export function whyFlat(
  metric: string,
  pairing: Pairing,
  { baseline, candidate }: { readonly baseline: readonly number[]; readonly candidate: readonly number[] },
  words = wordsOf({}),
): Reason | null {
  const scale = Math.max(largestSize(baseline), largestSize(candidate));
  const varying = pairing === 'none' ? [baseline, candidate] : [differencesOf(baseline, candidate)];
  if (!allFinite(varying) || !varying.every((values) => areTied(values, scale))) return null;
  const difference = (candidate[0] ?? 0) - (baseline[0] ?? 0);
  if (Math.abs(difference) > roundingOf(scale)) {
    return differs(pairing, candidate.length, { difference, followsSeed: !areTied(baseline, scale) }, words);
  }
  const best = bestValueOf(metric, [...baseline, ...candidate]);
  if (best !== null && [...baseline, ...candidate].every((value) => isEqual(value, best))) {
    return {
      cause: 'ceiling',
      reason: `${metric} is ${best} in every run of both models, the best possible value, so it cannot tell them apart; use a harder ${words.testSet} or another metric`,
    };
  }
  const what = pairing === 'none' ? 'every run of both models' : `every ${UNITS[pairing]}`;
  return {
    cause: 'identical',
    reason: `${what} is equal to the last digit. Without spread, neither a difference nor equivalence can be tested; make sure that the models do not share results, or use more ${words.testExample}s`,
  };
}

const UNITS = { seed: 'pair', fold: 'fold', task: 'task', value: 'run' } as const;

function differs(
  pairing: Pairing,
  n: number,
  { difference, followsSeed }: { readonly difference: number; readonly followsSeed: boolean },
  { seed, example, training }: UnitWords,
): Reason {
  const cause = 'constant';
  if (pairing === 'none')
    return {
      cause,
      reason: `all runs of a model have the same value, and without spread no test is possible; make sure that the ${seed} reaches the ${training}`,
    };
  return {
    cause,
    reason: `all ${n} ${UNITS[pairing]}s differ by exactly ${threeDigits(difference)}, and without spread no test is possible; ${followsSeed ? `save predictions by ${example}: their spread can be tested` : `make sure that the ${pairing === 'seed' ? seed : pairing} reaches the ${training}`}`,
  };
}

function differencesOf(baseline: readonly number[], candidate: readonly number[]): number[] {
  return candidate.map((value, index) => value - (baseline[index] as number));
}

/** A full score logged in single precision may be off by its rounding. */
function isEqual(value: number, best: number): boolean {
  return Math.abs(value - best) <= 1e-6 * Math.abs(best);
}
