/**
 * Searches groups of test examples for those on which the variant does worse.
 *
 * A search through many groups finds some by chance. If variant and baseline were exchangeable, swapping the two runs of a
 * seed would change nothing, so the largest loss over all groups is compared with the largest losses under such swaps
 * (step-down maxT over sign flips, one-sided). The chance of any false alarm stays at the level, however many groups there
 * are. The result is exploratory, because no group was predicted.
 *
 * More seeds repeat the loss of a few examples that another test set would not have. So the examples of a group are tested as
 * well (sign flips of their mean differences, one-sided, with Holm's correction), and the larger p counts.
 */
import { compareNumbers } from '../../analysis/compare/canonical.ts';
import type { Interval } from '../../analysis/compare/comparison.ts';
import type { Features } from '../../analysis/examples/run-predictions.ts';
import { isConstant, mean } from '../../stats/describe.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { stepDownMaxT } from '../../stats/multiplicity/max-t.ts';
import { createRandom } from '../../stats/random.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { signFlipTest } from '../../stats/tests/sign-flip.ts';
import { type ExampleGroup, groupExamples } from './example-groups.ts';
import { type NewlyWrong, newlyWrong } from './newly-wrong.ts';

/** One group; losses are negative. */
export interface FoundSlice {
  readonly name: string;
  readonly isClass?: true;
  readonly isFifth?: true;
  readonly examples: number;
  /** Mean difference, over seed pairs, of the share of examples on which a run does well. */
  readonly difference: number;
  /** Null if the difference is the same in all pairs. */
  readonly interval: Interval | null;
  /** One-sided, over all groups: the larger one of the tests over seeds and over examples. */
  readonly pValueAdjusted: number;
}

export interface FoundSlices {
  readonly pairs: number;
  /** All groups, by rising p-value. */
  readonly groups: readonly FoundSlice[];
  readonly wrong: NewlyWrong;
}

export type SliceSearch =
  | (FoundSlices & { readonly model: string; readonly ids: readonly string[]; readonly level: number })
  | { readonly model: string; readonly reason: string };

export interface FoundSlicesRequest {
  readonly pairs: ReadonlyArray<readonly [baseline: RunPredictions, candidate: RunPredictions]>;
  readonly labels: ArrayLike<number>;
  /** Features of the inputs; empty if unknown. */
  readonly features: Features;
  /** By class index. */
  readonly classNames?: readonly string[] | undefined;
  readonly level: number;
}

const SAMPLES = 9_999;

export function findSlices(request: FoundSlicesRequest): FoundSlices {
  const { labels, features, level, classNames } = request;
  const groups = groupExamples(labels, request.pairs.flat(), features, classNames);
  const { pairs, differences } = inCanonicalOrder(request.pairs, groups);
  const adjusted =
    groups.length === 0
      ? []
      : stepDownMaxT(
          differences.map((row) => row.map((difference) => 0 - difference)),
          { random: createRandom('analysis', 'found slices', pairs.length), samples: SAMPLES },
        );
  // Holm's correction never needs the p of a group that the seeds do not show.
  const overExamples = holm(
    groups.map((group, index) => ((adjusted[index] ?? 1) <= level ? lossOverExamples(group, pairs) : 1)),
  );
  const found = groups.map(({ name, isClass, isFifth, examples }, index): FoundSlice => {
    const row = differences[index] as readonly number[];
    return {
      name,
      ...(isClass === undefined ? {} : { isClass }),
      ...(isFifth === undefined ? {} : { isFifth }),
      examples: examples.length,
      difference: mean(row),
      interval: isConstant(row, 1) ? null : pairedT(row, { level: 1 - level }).interval,
      pValueAdjusted: Math.max(adjusted[index] ?? 1, overExamples[index] ?? 1),
    };
  });
  return {
    pairs: pairs.length,
    groups: found.sort(
      (a, b) => a.pValueAdjusted - b.pValueAdjusted || a.difference * a.examples - b.difference * b.examples,
    ),
    wrong: newlyWrong(pairs, labels, createRandom('analysis', 'newly wrong', pairs.length)),
  };
}

/** Sorted by the differences of the groups, so that seed numbers don't matter. */
function inCanonicalOrder(given: FoundSlicesRequest['pairs'], groups: readonly ExampleGroup[]) {
  const ordered = given
    .map((pair) => ({ pair, key: groups.map((group) => share(group, pair[1]) - share(group, pair[0])) }))
    .sort((a, b) => compareNumbers(a.key, b.key));
  return {
    pairs: ordered.map(({ pair }) => pair),
    /** Pair by pair, for each group. */
    differences: groups.map((_, index) => ordered.map(({ key }) => key[index] as number)),
  };
}

/** One-sided p of the examples' mean differences over pairs. */
function lossOverExamples({ examples, isHit }: ExampleGroup, pairs: FoundSlicesRequest['pairs']): number {
  const gains = examples.map((example) =>
    pairs.reduce((sum, [one, other]) => sum + Number(isHit(other, example)) - Number(isHit(one, example)), 0),
  );
  return mean(gains) < 0 ? signFlipTest(gains, { samples: SAMPLES }).pValue / 2 : 1;
}

function share({ examples, isHit }: ExampleGroup, run: RunPredictions): number {
  let hits = 0;
  for (const example of examples) if (isHit(run, example)) hits++;
  return hits / examples.length;
}
