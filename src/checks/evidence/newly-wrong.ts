import { isLost } from '../../analysis/examples/changed-examples.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import type { Random } from '../../stats/random.ts';

const SWAPS = 200;

export interface NewlyWrong {
  /** Examples on which most pairs agree come first. */
  readonly examples: readonly number[];
  /** Number if the arms were exchangeable: the mean over swaps of the two runs of a seed. */
  readonly expected: number;
  /** Wrong before, right now. */
  readonly newlyRight: number;
}

/** An example on which the arms differ with some seed; no other can be newly wrong under any swap. */
interface Row {
  readonly example: number;
  /** Number of right runs in each arm. */
  readonly before: number;
  readonly after: number;
  /** Seeds with which the arms differ, and the gain: 1 if only the variant is right, else −1. */
  readonly seeds: readonly number[];
  readonly gains: readonly number[];
}

/**
 * Even two runs of one model differ on some examples, and a majority of few seeds may be chance. More examples than swapping
 * gives show that the variant is another model, not that it is a worse one.
 */
export function newlyWrong(
  pairs: ReadonlyArray<readonly [RunPredictions, RunPredictions]>,
  labels: ArrayLike<number>,
  random: Random,
): NewlyWrong {
  const rows = rowsOf(pairs, labels);
  const lost = rows.filter(({ before, after }) => isLost(before, after, pairs.length));
  let total = 0;
  for (let swap = 0; swap < SWAPS; swap++) {
    const swapped = pairs.map(() => random() < 0.5);
    for (const { before, after, seeds, gains } of rows) {
      let first = before;
      for (let index = 0; index < seeds.length; index++)
        if (swapped[seeds[index] as number] === true) first += gains[index] as number;
      if (isLost(first, before + after - first, pairs.length)) total++;
    }
  }
  return {
    examples: lost
      .sort((a, b) => b.before - b.after - (a.before - a.after) || a.example - b.example)
      .map(({ example }) => example),
    expected: total / SWAPS,
    newlyRight: rows.filter(({ before, after }) => isLost(after, before, pairs.length)).length,
  };
}

function rowsOf(
  pairs: ReadonlyArray<readonly [RunPredictions, RunPredictions]>,
  labels: ArrayLike<number>,
): Row[] {
  const rows: Row[] = [];
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example];
    const seeds = [] as number[];
    const gains = [] as number[];
    let before = 0;
    let after = 0;
    for (const [seed, [baseline, variant]] of pairs.entries()) {
      const first = baseline.predictions[example] === label ? 1 : 0;
      const second = variant.predictions[example] === label ? 1 : 0;
      before += first;
      after += second;
      if (first === second) continue;
      seeds.push(seed);
      gains.push(second - first);
    }
    if (seeds.length > 0) rows.push({ example, before, after, seeds, gains });
  }
  return rows;
}
