import { z } from 'zod';
import { pairBySeed, runsOf } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { lossCurves } from '../overfitting/loss-curves.ts';
import { measureOverfitting } from '../overfitting/measure-overfitting.ts';
import { type Ratio, ratioOf, showRatio } from '../ratios.ts';
import { showDifference } from '../show-score.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, show } from '../words.ts';
import { statedEffort } from './stated-effort.ts';

const DEFAULTS = { epochs: 1.5, time: 2 };
const LEVEL = 0.95;

const optionsSchema = z
  .strictObject({
    epochs: z
      .number()
      .gt(1)
      .default(DEFAULTS.epochs)
      .describe('How many times as many epochs the better arm may be trained for.'),
    time: z
      .number()
      .gt(1)
      .default(DEFAULTS.time)
      .describe('How many times the training time the better arm may take.'),
  })
  .default(DEFAULTS)
  .describe('Extra training effort of the better arm.');

/**
 * Whether the arm that is better was trained more: epochs of its curves (else those that parameters, command or program state), settings tried, and
 * training time on the clock, as geometric means of the ratios within seed pairs. Warns beside an improvement or a regression where the better arm had more epochs than the limit allows, or conclusively
 * more time. The gain may then be one of the training and not of the change. Where both arms' curves hold the metric on validation, the
 * evidence has the difference at the last epoch that both reached.
 *
 * Runs that were stopped early have as many epochs as they needed, and are not held against each other.
 */
export const trainingEffort = defineCheck({
  id: 'training-effort',
  title: 'was the better arm trained more?',
  invalidates: false,
  options: { 'training-effort': optionsSchema },
  headline: [
    {
      rank: 20,
      words: 'trained longer than the baseline',
      about: ({ rows }) =>
        rows.flatMap(({ model, value, status }) =>
          status === 'warn' && model !== null && value !== null && value > 1
            ? [{ kind: 'model', model, factor: value }]
            : [],
        ),
    },
  ],
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, models, statedNumbers }, options) {
    const limits = options['training-effort'];
    const baseline = baselineOf({ models });
    const areStopped = [baseline, variant].some((model) => isStoppedEarly(records, model));
    const arms = [baseline, variant] as const;
    const epochs = ratioOf(records, baseline, variant, epochsOf);
    const stated = [
      epochs === null ? statedEffort(statedNumbers, arms, 'epochs') : null,
      statedEffort(statedNumbers, arms, 'settings tried'),
    ].filter((effort) => effort !== null);
    const time = ratioOf(records, baseline, variant, ({ cost }) => cost.wallSeconds);
    const told = [
      ...(epochs === null ? [] : [`${showRatio(epochs)} the epochs`]),
      ...stated.map(({ ratio, kind, words }) => `${show(ratio)}× the ${kind} (${words})`),
      ...(time === null ? [] : [`${showRatio(time)} the training time`]),
    ].join(', ');
    if (told === '') return notChecked('needs two seed pairs with curves or times', null, limits.epochs);
    const decided = comparisons.find(
      (one) =>
        one.variant === variant &&
        one.role === 'primary' &&
        (one.verdict === 'improvement' || one.verdict === 'regression'),
    );
    const isBetter = decided?.verdict === 'improvement';
    const ofBetter = (ratio: Ratio | null) => (ratio === null || isBetter ? ratio : inverse(ratio));
    const more = areStopped ? null : ofBetter(epochs);
    const longer = ofBetter(time);
    const hasMoreEpochs = more !== null && more.value >= limits.epochs && (more.interval?.low ?? 2) > 1;
    const isStated = stated.find(({ ratio }) => (isBetter ? ratio : 1 / ratio) >= limits.epochs);
    const hasMoreTime = longer !== null && (longer.interval?.low ?? longer.value) >= limits.time;
    const value = hasMoreEpochs ? epochs?.value : (isStated?.ratio ?? (epochs ?? time)?.value);
    const base = { threshold: limits.epochs, value: value ?? null, interval: null } as const;
    if (decided === undefined || (!hasMoreEpochs && isStated === undefined && !hasMoreTime)) {
      const stopped = areStopped ? '; stopped early' : '';
      return { ...base, status: 'pass', message: `${told}${stopped}`, advice: null };
    }
    const metric = metrics.find(({ name }) => name === decided.metric);
    const atEqual =
      metric === undefined || !hasMoreEpochs ? null : atEqualEpochs(metric, records, baseline, variant);
    const counts = arms.map((model) => Math.max(...runsOf(records, model).map(epochsOf)));
    const amount = hasMoreEpochs
      ? `${show(more.value)}× the epochs (${Math.max(...counts)} against ${Math.min(...counts)})`
      : isStated !== undefined
        ? `${show(isBetter ? isStated.ratio : 1 / isStated.ratio)}× the ${isStated.kind} (${isStated.words})`
        : `${show((longer as Ratio).value)}× the training time`;
    return {
      ...base,
      status: 'warn',
      message: isBetter
        ? `${decided.metric} is better after ${amount}${atEqual?.short ?? ''}`
        : `${decided.metric} is worse, and the baseline had ${amount}${atEqual?.short ?? ''}`,
      evidence: [told, ...(atEqual === null ? [] : [atEqual.words])].join('; '),
      advice: hasMoreEpochs ? TRAIN_ALIKE : isStated === undefined ? COST_ALIKE : ADVICE[isStated.kind],
    };
  },
});

const TRAIN_ALIKE =
  'train both arms equally long, or each until its validation loss stops falling, then compare again';
/** Where the epochs are as many, each takes longer: the model is larger, or the machine was busy. */
const COST_ALIKE = 'compare with a baseline at equal cost: a larger one, or one that is trained longer';
const SEARCH_ALIKE = 'tune both arms with the same search on validation, then compare again';
const ADVICE = { epochs: TRAIN_ALIKE, 'settings tried': SEARCH_ALIKE };

function inverse({ value, interval }: Ratio): Ratio {
  return { value: 1 / value, interval: interval && { low: 1 / interval.high, high: 1 / interval.low } };
}

/** Epochs may be counted from 0. */
function epochsOf({ curves }: RunRecord): number {
  const first = curves[0]?.epoch;
  const last = curves.at(-1)?.epoch;
  return first === undefined || last === undefined || curves.length < 2 ? 0 : last + (first === 0 ? 1 : 0);
}

function isStoppedEarly(records: readonly RunRecord[], model: string): boolean {
  return (measureOverfitting(lossCurves(records, model))?.patience ?? null) !== null;
}

/** The difference on validation at the last epoch that every run of both arms reports; null where the curves do not have it. */
function atEqualEpochs(metric: Metric, records: readonly RunRecord[], baseline: string, variant: string) {
  const finished = [baseline, variant].map((model) =>
    runsOf(records, model).filter(({ status, curves }) => status === 'ok' && curves.length > 0),
  );
  const all = finished.flat();
  const [shortest] = all.toSorted((a, b) => epochsOf(a) - epochsOf(b));
  const epoch = shortest?.curves.at(-1)?.epoch;
  const valuesOf = (runs: readonly RunRecord[]) =>
    runs.flatMap(({ seed, curves }) => {
      const value = curves.find((point) => point.epoch === epoch)?.validation[metric.name];
      return value === undefined ? [] : [{ seed, value }];
    });
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const pairs = pairBySeed(valuesOf(finished[0] ?? []), valuesOf(finished[1] ?? []));
  const found = meanOverRuns(
    pairs.map((pair) => sign * (pair.candidate - pair.baseline)),
    LEVEL,
    1,
  );
  if (found === null) return null;
  const size = showDifference(metric, found);
  const side = found.value < 0 ? 'worse' : 'better';
  return {
    short:
      found.value === 0
        ? '; the same at equal epochs'
        : `; ${size.replace(/ \[.*/, '')} ${side} at equal epochs`,
    words: `at epoch ${epoch} in both arms ${metric.name} on validation is ${size} ${side}`,
  };
}
