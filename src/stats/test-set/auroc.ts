/**
 * The area under the receiver operating characteristic, on weighted examples: the chance that an example of class 1 has a
 * higher score than one of class 0, ties one half.
 *
 * The scores of a run are sorted once. Under any weights, one walk from the lowest to the highest score then counts for every
 * positive the negatives below it. Undefined (NaN) where only one class has weight.
 */
import type { WeightedMetric } from './weighted.ts';

interface Scored {
  /** 0 or 1. */
  readonly labels: ArrayLike<number>;
  /** P(class 1), one row a run. */
  readonly scores: ReadonlyArray<ArrayLike<number>>;
}

interface Ranking {
  /** Examples from the lowest score to the highest. */
  readonly order: Int32Array;
  /** 1 where the next example in that order has a higher score. */
  readonly isLast: Uint8Array;
}

/** @example rankScores({ labels: [0, 1, 1], scores: [[0.2, 0.1, 0.9]] }).weigh(Int32Array.of(1, 1, 1))(0) // 0.5 */
export function rankScores({ labels, scores }: Scored): WeightedMetric {
  const examples = labels.length;
  const positive = Uint8Array.from(labels);
  const rankings = scores.map(rank);
  return {
    examples,
    weigh: (weights) => {
      let positives = 0;
      for (let example = 0; example < examples; example++) {
        positives += (weights[example] as number) * (positive[example] as number);
      }
      const negatives = examples - positives;
      return (run) => wins(rankings[run] as Ranking, positive, weights) / (positives * negatives);
    },
    leaveOneOut: (run) => {
      const ranking = rankings[run] as Ranking;
      const all = new Int32Array(examples).fill(1);
      const total = wins(ranking, positive, all);
      const positives = positive.reduce((sum, label) => sum + label, 0);
      const own = winsOf(ranking, positive);
      return own.map((won, example) => {
        const isPositive = positive[example] as number;
        return (total - won) / ((positives - isPositive) * (examples - positives - (1 - isPositive)));
      });
    },
  };
}

function rank(scores: ArrayLike<number>): Ranking {
  const order = Int32Array.from({ length: scores.length }, (_, example) => example).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  );
  return {
    order,
    isLast: Uint8Array.from(order, (example, place) =>
      scores[example] === scores[order[place + 1] ?? -1] ? 0 : 1,
    ),
  };
}

/** Weighted pairs of a positive and a negative that the positive wins, ties one half. */
function wins({ order, isLast }: Ranking, positive: Uint8Array, weights: Int32Array): number {
  let won = 0;
  let below = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let place = 0; place < order.length; place++) {
    const example = order[place] as number;
    const weight = weights[example] as number;
    if (positive[example] === 1) tiedPositives += weight;
    else tiedNegatives += weight;
    if (isLast[place] === 0) continue;
    won += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return won;
}

/** For a positive, the pairs it wins; for a negative, those it loses. */
function winsOf({ order, isLast }: Ranking, positive: Uint8Array): Float64Array {
  const own = new Float64Array(order.length);
  const positives = positive.reduce((sum, label) => sum + label, 0);
  let negativesBelow = 0;
  let positivesBelow = 0;
  let first = 0;
  for (let place = 0; place < order.length; place++) {
    if (isLast[place] === 0) continue;
    const tied = order.subarray(first, place + 1);
    const tiedPositives = tied.reduce((sum, example) => sum + (positive[example] as number), 0);
    const tiedNegatives = tied.length - tiedPositives;
    const ofPositive = negativesBelow + tiedNegatives / 2;
    const ofNegative = positives - positivesBelow - tiedPositives / 2;
    for (const example of tied) own[example] = positive[example] === 1 ? ofPositive : ofNegative;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    first = place + 1;
  }
  return own;
}
