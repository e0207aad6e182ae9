import type { Metric, WeightedRuns } from './metric.ts';
import type { ClassProbabilities, RunPredictions } from './predictions.ts';

/**
 * Area under the receiver operating characteristic: the chance that an example of class 1 has a higher P(class 1) than one of
 * class 0, ties one half. Scores are sorted once for all weights.
 */
export const AUROC: Metric = {
  name: 'auroc',
  title: 'AUROC',
  direction: 'maximize',
  unit: 'none',
  maximum: 1,
  task: 'classification',
  compute: { needs: 'probabilities of two classes', prepare },
};

interface Ranking {
  /** Examples from the lowest score to the highest. */
  readonly order: Int32Array;
  /** 1 if the next example has a higher score. */
  readonly isLast: Uint8Array;
}

function prepare(labels: ArrayLike<number>, runs: readonly RunPredictions[]): WeightedRuns {
  const examples = labels.length;
  const positive = new Uint8Array(labels);
  const rankings = runs.map(({ probabilities }) =>
    rank((probabilities as ClassProbabilities).ofClassOne as Float64Array),
  );
  return {
    weigh: (weights) => {
      let [positives, total] = [0, 0];
      for (let example = 0; example < examples; example++) {
        const weight = weights[example] as number;
        positives += weight * (positive[example] as number);
        total += weight;
      }
      return (run) => wins(rankings[run] as Ranking, positive, weights) / (positives * (total - positives));
    },
    leaveOneOut: (run) => {
      const ranking = rankings[run] as Ranking;
      const all = new Int32Array(examples).fill(1);
      const total = wins(ranking, positive, all);
      const positives = positive.reduce((sum, label) => sum + label, 0);
      return winsOf(ranking, positive).map((won, example) => {
        const isPositive = positive[example] as number;
        return (total - won) / ((positives - isPositive) * (examples - positives - (1 - isPositive)));
      });
    },
  };
}

/** Sorting numbers alone is much faster than sorting examples by score. */
function rank(scores: Float64Array): Ranking {
  const sorted = scores.slice().sort();
  const order = new Int32Array(scores.length);
  const filled = new Int32Array(scores.length);
  for (let example = 0; example < scores.length; example++) {
    const score = scores[example] as number;
    let [first, end] = [0, sorted.length];
    while (first < end) {
      const middle = (first + end) >>> 1;
      if ((sorted[middle] as number) < score) first = middle + 1;
      else end = middle;
    }
    const ties = filled[first] as number;
    order[first + ties] = example;
    filled[first] = ties + 1;
  }
  return {
    order,
    isLast: new Uint8Array(sorted.length).map((_, place) => Number(sorted[place] !== sorted[place + 1])),
  };
}

/** Ties count one half. */
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

/** Pairs won by each positive and lost by each negative. */
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
