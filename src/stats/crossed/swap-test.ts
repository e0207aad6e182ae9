/**
 * Permutation test for any metric: could the answers of two models be swapped, example by example?
 *
 * If a class has few test examples, the jackknife misses their effect on macro-F1 or AUROC; with swaps, two examples never
 * give a p below one half. All answers to an example (or cluster) are swapped together under every seed. The test takes the
 * seeds as given, so it may object to a verdict but never grants one.
 *
 * Source: E. W. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 */
import type { Computation } from '../metrics/metric.ts';
import type { ClassProbabilities, RunPredictions } from '../metrics/predictions.ts';
import { ExactSum } from '../numerics/exact-sum.ts';
import type { Random } from '../random.ts';

/** With this many test examples per class, the jackknife suffices (docs/contributing/decisions/new-examples.md). */
export const FEW_OF_CLASS = 10;
const MOST_SWAPS = 999;
const FEWEST_SWAPS = 199;
/** Some seconds of work. */
const MOST_ANSWERS = 1e8;

type Pair = readonly [baseline: RunPredictions, candidate: RunPredictions];

/** Fewest test examples of any class; 0 for a predicted class without examples. */
export function fewestOfClass(labels: ArrayLike<number>, runs: readonly RunPredictions[]): number {
  const counts = new Map<number, number>();
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] as number;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const { predictions } of runs) {
    for (let example = 0; example < predictions.length; example++) {
      if (!counts.has(predictions[example] as number)) return 0;
    }
  }
  return Math.min(...counts.values());
}

interface SwapOptions {
  readonly random: Random;
  readonly clusterOf?: ArrayLike<number> | null;
  /** Which part of a mean difference, second model minus first, the hypothesis allows. Default: none. */
  readonly allowed?: (difference: number) => number;
}

/**
 * With an allowed part, the difference beyond it is compared with swaps, whose spread includes the whole difference: p is too
 * large rather than too small.
 *
 * @param clusterOf cluster of each example; null if each is separate
 * @returns the two-sided p and its minimum 1 / (swaps + 1)
 */
export function swapTest(
  compute: Computation,
  labels: ArrayLike<number>,
  pairs: readonly Pair[],
  { random, clusterOf = null, allowed = () => 0 }: SwapOptions,
): { readonly pValue: number; readonly smallestAttainable: number } {
  const difference = (isSwapped: Uint8Array | null) => {
    const sum = new ExactSum();
    for (const [before, after] of pairs) {
      const arms =
        isSwapped === null ? [before, after] : [mix(before, after, isSwapped), mix(after, before, isSwapped)];
      sum.add(compute.value(labels, arms[1] as RunPredictions));
      sum.add(-compute.value(labels, arms[0] as RunPredictions));
    }
    return sum.value / pairs.length;
  };
  const order = canonicalOrder(labels, pairs);
  const swaps = Math.round(
    Math.min(MOST_SWAPS, Math.max(FEWEST_SWAPS, MOST_ANSWERS / (2 * pairs.length * labels.length))),
  );
  const whole = difference(null);
  const observed = Math.abs(whole - allowed(whole));
  const isSwapped = new Uint8Array(labels.length);
  let atLeast = 0;
  for (let swap = 0; swap < swaps; swap++) {
    if (clusterOf === null) for (const example of order) isSwapped[example] = Number(random() < 0.5);
    else {
      const byCluster = new Map<number, number>();
      for (const example of order) {
        const cluster = clusterOf[example] ?? example;
        const own = byCluster.get(cluster) ?? Number(random() < 0.5);
        byCluster.set(cluster, own);
        isSwapped[example] = own;
      }
    }
    // An undefined metric counts against significance.
    if (!(Math.abs(difference(isSwapped)) < observed * (1 - 1e-9))) atLeast++;
  }
  return { pValue: (atLeast + 1) / (swaps + 1), smallestAttainable: 1 / (swaps + 1) };
}

function mix(own: RunPredictions, other: RunPredictions, isSwapped: Uint8Array): RunPredictions {
  return {
    predictions: pick(own.predictions, other.predictions, isSwapped),
    probabilities:
      own.probabilities === null || other.probabilities === null
        ? null
        : mixProbabilities(own.probabilities, other.probabilities, isSwapped),
  };
}

function mixProbabilities(
  own: ClassProbabilities,
  other: ClassProbabilities,
  isSwapped: Uint8Array,
): ClassProbabilities {
  return {
    ofLabel: pick(own.ofLabel, other.ofLabel, isSwapped),
    highest: pick(own.highest, other.highest, isSwapped),
    highestClass: Int32Array.from(pick(own.highestClass, other.highestClass, isSwapped)),
    ofClassOne:
      own.ofClassOne === null || other.ofClassOne === null
        ? null
        : pick(own.ofClassOne, other.ofClassOne, isSwapped),
  };
}

function pick(own: ArrayLike<number>, other: ArrayLike<number>, isSwapped: Uint8Array): Float64Array {
  const picked = new Float64Array(isSwapped.length);
  // `from` with a function takes ten times as long.
  for (let example = 0; example < picked.length; example++)
    picked[example] = (isSwapped[example] === 1 ? other : own)[example] as number;
  return picked;
}

/** Neither the order of a file nor the names of the arms may matter. */
function canonicalOrder(labels: ArrayLike<number>, pairs: readonly Pair[]): readonly number[] {
  const keys = Array.from({ length: labels.length }, (_, example) => {
    const total = (arm: 0 | 1) =>
      pairs.reduce((sum, pair) => sum + (pair[arm].predictions[example] as number), 0);
    const [before, after] = [total(0), total(1)];
    return [labels[example] as number, before + after, Math.abs(before - after)] as const;
  });
  return keys
    .map((_, example) => example)
    .sort((a, b) => {
      const [one, other] = [keys[a] as readonly number[], keys[b] as readonly number[]];
      const place = one.findIndex((value, index) => value !== other[index]);
      return place < 0 ? a - b : (one[place] as number) - (other[place] as number);
    });
}
