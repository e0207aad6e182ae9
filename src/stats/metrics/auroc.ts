import { countBelow, countUpTo } from '../numerics/sorted.ts';
import type { Metric } from './metric.ts';
import type { ClassProbabilities, RunPredictions } from './predictions.ts';

/**
 * Area under the receiver operating characteristic: the chance that an example of class 1 has a higher P(class 1) than one
 * of class 0, ties one half. Not defined for a single class.
 */
export const AUROC: Metric = {
  name: 'auroc',
  title: 'AUROC',
  direction: 'maximize',
  unit: 'none',
  maximum: 1,
  minimum: 0,
  task: 'classification',
  compute: {
    needs: 'probabilities of two classes',
    value: (labels, run) => {
      const { wins, positives } = countWins(labels, run);
      return wins / (positives * (labels.length - positives));
    },
    leaveOneOut: (labels, run) => {
      const { wins, positives, ofExample } = countWins(labels, run);
      return ofExample.map((own, example) => {
        const isPositive = Number(labels[example] === 1);
        return (wins - own) / ((positives - isPositive) * (labels.length - positives - (1 - isPositive)));
      });
    },
  },
};

/** Pairs won by the positives: all, and those of each example. */
function countWins(labels: ArrayLike<number>, { probabilities }: RunPredictions) {
  const scores = Array.from((probabilities as ClassProbabilities).ofClassOne as Float64Array);
  const ranks = ranked(scores);
  const byClass = [0, 1].map((label) =>
    scores.flatMap((_, example) => (labels[example] === label ? [example] : [])),
  );
  const positives = byClass[1]?.length ?? 0;
  const ofExample = new Float64Array(scores.length);
  let wins = 0;
  for (const [label, examples] of byClass.entries()) {
    const within = ranked(examples.map((example) => scores[example] as number));
    for (const [place, example] of examples.entries()) {
      // Examples of the other class with a lower score.
      const above = (ranks[example] as number) - (within[place] as number);
      ofExample[example] = label === 1 ? above : positives - above;
      if (label === 1) wins += above;
    }
  }
  return { wins, positives, ofExample };
}

/** Ranks that equal scores share. Sorting numbers alone is much faster than sorting examples by score. */
function ranked(scores: readonly number[]): number[] {
  const sorted = Float64Array.from(scores).sort();
  return scores.map((score) => (countBelow(sorted, score) + 1 + countUpTo(sorted, score)) / 2);
}
