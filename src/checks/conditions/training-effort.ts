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
import { baselineOf, eachVariant, isDifferent } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

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
 * The gain may come from more training and not from the change. Runs that stopped early had as many epochs as they needed, so
 * their epochs are not compared.
 */
export const trainingEffort = defineCheck({
  id: 'training-effort',
  title: 'was the better arm trained more?',
  options: { 'training-effort': optionsSchema },
  threshold: (options) => options['training-effort'].epochs,
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
  judge({ model: variant }, { records, comparisons, metrics, models }, options) {
    const limits = options['training-effort'];
    const baseline = baselineOf({ models });
    const areStopped = [baseline, variant].some((model) => isStoppedEarly(records, model));
    const arms = [baseline, variant] as const;
    const epochs = ratioOf(records, baseline, variant, epochsOf);
    const stated = [
      epochs === null ? statedEffort(records, arms, 'epochs') : null,
      statedEffort(records, arms, 'settings tried'),
    ].filter((effort) => effort !== null);
    const time = ratioOf(records, baseline, variant, ({ cost }) => cost.wallSeconds);
    const told = [
      ...(epochs === null ? [] : [`${showRatio(epochs)} the epochs`]),
      ...stated.map(({ ratio, kind, words }) => `${show(ratio)}× the ${kind} (${words})`),
      ...(time === null ? [] : [`${showRatio(time)} the training time`]),
    ].join(', ');
    if (told === '') return notChecked('needs two seed pairs with curves or times');
    const decided = comparisons.find(
      (one) => one.variant === variant && one.role === 'primary' && isDifferent(one),
    );
    const isBetter = decided?.verdict === 'improvement';
    const ofBetter = (ratio: Ratio | null) => (ratio === null || isBetter ? ratio : inverse(ratio));
    const more = areStopped ? null : ofBetter(epochs);
    const longer = ofBetter(time);
    const hasMoreEpochs = more !== null && more.value >= limits.epochs && (more.interval?.low ?? 2) > 1;
    const isStated = stated.find(({ ratio }) => (isBetter ? ratio : 1 / ratio) >= limits.epochs);
    const hasMoreTime = longer !== null && (longer.interval?.low ?? longer.value) >= limits.time;
    const value = (hasMoreEpochs ? epochs?.value : (isStated?.ratio ?? (epochs ?? time)?.value)) ?? null;
    if (decided === undefined || (!hasMoreEpochs && isStated === undefined && !hasMoreTime))
      return { status: 'pass', value, message: areStopped ? `${told}; stopped early` : told };
    const metric = metrics.find(({ name }) => name === decided.metric);
    const atEqual =
      metric === undefined || !hasMoreEpochs ? null : atEqualEpochs(metric, records, baseline, variant);
    const counts = arms.map((model) => Math.max(...runsOf(records, model).map(epochsOf)));
    const amount = hasMoreEpochs
      ? `${show(more.value)}× the epochs (${Math.max(...counts)} against ${Math.min(...counts)})`
      : isStated !== undefined
        ? `${show(isBetter ? isStated.ratio : 1 / isStated.ratio)}× the ${isStated.kind} (${isStated.words})`
        : `${show((longer as Ratio).value)}× the training time`;
    const found = isBetter
      ? `${decided.metric} is better after ${amount}`
      : `${decided.metric} is worse, and the baseline had ${amount}`;
    return {
      status: 'warn',
      value,
      message: `${found}${atEqual?.short ?? ''}. The difference may come from that effort`,
      evidence: atEqual === null ? told : `${told}; ${atEqual.words}`,
      advice: hasMoreEpochs ? TRAIN_ALIKE : isStated === undefined ? COST_ALIKE : ADVICE[isStated.kind],
    };
  },
});

const TRAIN_ALIKE =
  'train both arms equally long, or each until its validation loss stops falling, then compare again';
/** With as many epochs, each took longer: the model is larger, or the machine was busy. */
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

/** The difference on validation at the last epoch that all runs report; null if the curves lack it. */
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
  const side = found.value < 0 ? 'worse' : 'better';
  const size = showDifference(metric, { value: found.value, interval: null });
  return {
    short: found.value === 0 ? '; the same at equal epochs' : `; ${size} ${side} at equal epochs`,
    words: `at epoch ${epoch} in both arms ${metric.name} on validation is ${showDifference(metric, found)} ${side}`,
  };
}

/** Effort by the names of numbers among the parameters. */
const KINDS = {
  epochs:
    /^((num|n|max|total|train|training)_)*(epochs?|steps|iterations?|iters?|updates|(boost_)?rounds?)$|^nrounds$/,
  'settings tried':
    /^((num|n|max|total|search|tuning)_)*(trials?|candidates|configs|configurations|settings|evals|restarts|budget|tries|attempts)$|^n_iter_search$|^best_of(_n)?$/,
};

interface StatedEffort {
  /** Variant over baseline. */
  readonly ratio: number;
  readonly kind: keyof typeof KINDS;
  /** `n_trials 10 against 1`, the larger first. */
  readonly words: string;
}

/** Compares the first number of this kind that differs between the arms; null if there is none. */
export function statedEffort(
  records: readonly RunRecord[],
  [baseline, variant]: readonly [string, string],
  kind: keyof typeof KINDS,
): StatedEffort | null {
  const [before, after] = [baseline, variant].map((model) => runsOf(records, model)[0]?.params ?? {});
  for (const [key, own] of Object.entries(after ?? {})) {
    const other = before?.[key];
    const name = key.toLowerCase().replaceAll('-', '_');
    if (typeof own !== 'number' || typeof other !== 'number' || own === other) continue;
    if (!(own > 0 && other > 0) || !KINDS[kind].test(name)) continue;
    const words = `${key} ${show(Math.max(own, other))} against ${show(Math.min(own, other))}`;
    return { ratio: own / other, kind, words };
  }
  return null;
}
