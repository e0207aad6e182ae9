import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { Epoch, RunRecord } from '../../records/record.ts';
import { trainedModels } from '../comparison/seed-effect.ts';
import { defineCheck } from '../define-check.ts';
import { isFine } from '../evidence/shared-predictions.ts';
import { eachModel } from '../subjects.ts';
import { notChecked, showPercent } from '../words.ts';

/** Share of test examples that two seeds may predict identically. */
const SHARE = 0.05;

/**
 * Runs of different seeds that agree in part vary less than the verdict claims. `seed-effect` finds runs that agree in everything.
 * Losses that are equal at the first point only are no alarm, because a model whose last layer starts at zero predicts the same
 * with every seed before training.
 */
export const partlySeeded = defineCheck({
  id: 'partly-seeded',
  title: 'does the seed reach all of the training?',
  seedVaries: 'part of the training',
  needs: ['records', 'sharedPredictions'],
  of: eachModel,
  judge({ model }, { records, sharedPredictions }) {
    const runs = finishedRuns(records, model);
    const series = SERIES.map(([words, take]) => ({ words, length: sharedStart(runs, take) })).filter(
      (one): one is { words: string; length: Shared } => one.length !== null,
    );
    const predictions = sharedPredictions.find((one) => one.model === model);
    if (runs.length < 2 || (series.length === 0 && predictions === undefined))
      return notChecked('needs losses by epoch with six digits, or probabilities, of two seeds');
    const base = { threshold: 0 };
    if (trainedModels(runs).models < runs.length)
      return {
        ...base,
        status: 'pass',
        value: 0,
        message: 'runs of several seeds are one trained model; see seed-effect',
      };
    const found = series.filter(({ length: { same } }) => same > 1);
    const [first] = found;
    const share = predictions === undefined ? 0 : predictions.same / predictions.of;
    if (first !== undefined) {
      const { same, of } = first.length;
      const until =
        same === of
          ? `${first.words} is the same at all ${of} epochs`
          : `${first.words} is the same up to epoch ${same} of ${of}`;
      return {
        ...base,
        status: 'warn',
        value: same,
        message: `${until} under all seeds: the seed does not reach all of the training`,
        advice: `${ADVICE}; everything up to that epoch does not vary with the seed`,
      };
    }
    if (predictions !== undefined && share > SHARE && share < 1)
      return {
        ...base,
        status: 'warn',
        value: share,
        message: `two seeds predict ${showPercent(share)} of ${predictions.of} test examples identically: part of the model does not vary`,
        advice: ADVICE,
      };
    return {
      ...base,
      status: 'pass',
      value: 0,
      message:
        share === 1
          ? 'the predictions of two seeds are equal; see seed-effect'
          : series.some(({ length }) => length.same === 1)
            ? 'the runs of all seeds start with the same loss, and differ from the second epoch on'
            : 'losses and predictions of two seeds differ throughout',
    };
  },
});

const ADVICE =
  'set every source of randomness from the seed: initial weights, data order, augmentation, dropout. Or state that the verdict covers only the rest, and ignore this check';

interface Shared {
  /** Leading points that are equal with all seeds. */
  readonly same: number;
  readonly of: number;
}

const SERIES: ReadonlyArray<readonly [string, (epoch: Epoch) => number | undefined]> = [
  ['the training loss', ({ train }) => train.loss],
  ['the validation loss', ({ validation }) => validation.loss],
];

/** null if fewer than two runs have the series, it has too few digits, or it never changes, which shows no training. */
function sharedStart(runs: readonly RunRecord[], take: (epoch: Epoch) => number | undefined): Shared | null {
  const curves = runs.map(({ curves }) => curves.flatMap((epoch) => take(epoch) ?? []));
  const of = Math.min(...curves.map(({ length }) => length));
  const [first, ...others] = curves;
  if (first === undefined || others.length === 0 || !(of > 1)) return null;
  if (!first.slice(0, of).some(isFine) || new Set(curves.flat()).size === 1) return null;
  let same = 0;
  while (same < of && isFine(first[same] as number) && others.every((curve) => curve[same] === first[same]))
    same += 1;
  return { same, of };
}
