import { isLost } from '../../analysis/examples/changed-examples.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import type { Random } from '../../stats/random.ts';

const SWAPS = 200;

/** Examples that the baseline gets right in most seeds and the variant wrong in most. */
export interface NewlyWrong {
  /** Those on which most pairs agree first. */
  readonly examples: readonly number[];
  /** How many there would be if the arms were exchangeable: the mean over swaps of the two runs of a seed. */
  readonly expected: number;
  /** The other way round: wrong before, right now. */
  readonly newlyRight: number;
}

/**
 * Even two runs of one model differ on some examples, and a majority of few seeds is a matter of chance; hence the number that
 * swapping would give. More than that says that the variant is another model, not that it is a worse one.
 */
export function newlyWrong(
  pairs: ReadonlyArray<readonly [RunPredictions, RunPredictions]>,
  labels: ArrayLike<number>,
  random: Random,
): NewlyWrong {
  const seeds = pairs.length;
  // Only examples on which the two arms of a seed differ somewhere can be newly wrong, under any swap.
  const rows: Array<{ readonly example: number; readonly before: number[]; readonly after: number[] }> = [];
  for (let example = 0; example < labels.length; example++) {
    const hits = pairs.map((pair) =>
      pair.map(({ predictions }) => (predictions[example] === labels[example] ? 1 : 0)),
    );
    const [before, after] = [hits.map(([hit = 0]) => hit), hits.map(([, hit = 0]) => hit)];
    if (before.some((hit, seed) => hit !== after[seed])) rows.push({ example, before, after });
  }
  const sum = (hits: readonly number[]) => hits.reduce((total, hit) => total + hit, 0);
  const lost = rows.filter(({ before, after }) => isLost(sum(before), sum(after), seeds));
  let total = 0;
  for (let swap = 0; swap < SWAPS; swap++) {
    const swapped = pairs.map(() => random() < 0.5);
    for (const { before, after } of rows) {
      let [first, second] = [0, 0];
      for (let seed = 0; seed < seeds; seed++) {
        first += (swapped[seed] ? after[seed] : before[seed]) as number;
        second += (swapped[seed] ? before[seed] : after[seed]) as number;
      }
      if (isLost(first, second, seeds)) total++;
    }
  }
  return {
    examples: lost
      .map(({ example, before, after }) => ({ example, margin: sum(before) - sum(after) }))
      .sort((a, b) => b.margin - a.margin || a.example - b.example)
      .map(({ example }) => example),
    expected: total / SWAPS,
    newlyRight: rows.filter(({ before, after }) => isLost(sum(after), sum(before), seeds)).length,
  };
}
