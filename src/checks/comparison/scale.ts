import { median } from 'simple-statistics';
import { decidingValues } from '../../analysis/compare/samples.ts';
import { fullScaleOf, plainScaleOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare, knownMetric, mayBeShare } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { impossibleValue } from '../impossible-value.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked, show } from '../words.ts';
import { otherAverage, otherTokens, otherUnit, type Problem } from './error-scale.ts';

interface Arm {
  readonly model: string;
  readonly scale: 1 | 100;
  readonly largest: number;
}

/** Medians on two scales differ a hundredfold, or by a factor of 4 more or less, because one model may be better. */
const FEWEST_FOLD = 25;
const MOST_FOLD = 400;

/**
 * A value outside the bounds of its metric is no result: accuracy 1.7, RMSE −1.
 *
 * 0.794 in the baseline and 81.7 in a variant are no gain of 80.9 but two scales. A metric that is a share by its name has a
 * known scale if all values are at most 1, or one is above 5. For other names, medians must differ about a hundredfold. A
 * percentage below 1 with every seed of one model and above 5 in another is mistaken for a share.
 *
 * Margins as large as the whole scale would make everything equivalent.
 *
 * Errors and averages have two scales as well: see `error-scale.ts`.
 */
export const scale = defineCheck({
  id: 'scale',
  title: 'is every value possible, and on the same scale in all models?',
  isOfEvaluations: true,
  invalidates: true,
  threshold: 0,
  needs: ['records'],
  of: wholeExperiment,
  judge(_, { records, models, metrics }) {
    const names = models.map(({ name }) => name);
    const problems = metrics.flatMap((metric) => {
      const values = valuesOf(records, names, metric.name);
      return (
        (mayBeShare(metric.name) ? problemOf(metric, values) : null) ??
        impossibleIn(metric, values) ??
        otherAverage(metric, records, names) ??
        otherUnit(metric, records, names) ??
        otherTokens(metric, records, names) ??
        []
      );
    });
    const worst = problems.find(({ metric }) => metric.role === 'primary') ?? problems[0];
    if (worst !== undefined) {
      const { metric, message, advice, isSure = true } = worst;
      const status = metric.role === 'primary' && isSure ? 'fail' : 'warn';
      return { metric: metric.name, status, value: problems.length, message, advice };
    }
    const looked = metrics.filter(({ name }) => {
      const values = valuesOf(records, names, name);
      return values.length > 0 && (isBounded(name) || (mayBeShare(name) && armsOf(name, values).length > 1));
    });
    if (looked.length === 0)
      return notChecked(
        metrics.some(({ name }) => mayBeShare(name))
          ? 'needs runs of the baseline and of a variant whose scale is clear'
          : 'no metric is a share or has known bounds',
      );
    const message = `${looked.map(({ name }) => name).join(', ')}: every value is possible, and all models use the same scale`;
    return { status: 'pass', value: 0, message };
  },
});

type ValuesByModel = ReadonlyArray<{ readonly model: string; readonly values: readonly number[] }>;

function valuesOf(records: readonly RunRecord[], models: readonly string[], metric: string): ValuesByModel {
  return models
    .map((model) => ({ model, values: decidingValues(records, model, metric).map(({ value }) => value) }))
    .filter(({ values }) => values.length > 0);
}

function isBounded(metric: string): boolean {
  return knownMetric(metric)?.minimum !== undefined;
}

function impossibleIn(metric: Metric, models: ValuesByModel): Problem | null {
  const wrong = impossibleValue(
    metric.name,
    models.flatMap(({ values }) => values),
  );
  if (wrong === null) return null;
  const model = models.find(({ values }) => values.includes(wrong.value))?.model;
  const message = `${metric.name} is ${show(wrong.value)} in a run of ${model}, which ${wrong.why}`;
  return { metric, message, advice: wrong.advice };
}

function problemOf(metric: Metric, values: ValuesByModel): Problem | null {
  const { name, margin } = metric;
  const arms = armsOf(name, values);
  if (arms.some((arm) => arm.scale !== arms[0]?.scale)) {
    const advice = 'divide by 100 where it is logged in percent, so that every model logs it as 0–1';
    return { metric, message: describe(name, arms), advice };
  }
  const whole = fullScaleOf(values.flatMap((model) => model.values));
  if (margin === null || whole === null || margin < whole) return null;
  const message = `${name}: all values lie within 0–${whole}, so with its margin of ${margin} everything would be equivalent`;
  const meant = Number((margin / 100).toPrecision(6));
  const advice =
    whole === 1
      ? `write the margin in the metric's own unit: ${meant} is ${show(margin)} percentage points`
      : 'write a smaller margin: the smallest difference that matters';
  return { metric, message, advice };
}

/** Models with a known scale. */
function armsOf(metric: string, values: ValuesByModel): Arm[] {
  const plain = values.flatMap(({ model, values: own }) => {
    const scale = plainScaleOf(own);
    return scale === null ? [] : [{ model, scale, largest: largestOf(own) }];
  });
  const isMixed = plain.some((arm) => arm.scale !== plain[0]?.scale);
  if (isShare(metric) && isMixed) return plain;
  return areTwoScales(values)
    ? values.map(toArm)
    : plain.map((arm) => ({ ...arm, scale: plain[0]?.scale ?? arm.scale }));
}

function toArm({ model, values }: ValuesByModel[number]): Arm {
  return { model, scale: fullScaleOf(values) ?? 1, largest: largestOf(values) };
}

function areTwoScales(models: ValuesByModel): boolean {
  const scales = models.map(({ values }) => fullScaleOf(values));
  if (scales.includes(null) || !scales.includes(1) || !scales.includes(100)) return false;
  const mediansAt = (scale: 1 | 100) =>
    models.filter((_, index) => scales[index] === scale).map(({ values }) => median(values));
  const folds = mediansAt(1).flatMap((small) => mediansAt(100).map((large) => large / small));
  return folds.every((fold) => fold >= FEWEST_FOLD && fold <= MOST_FOLD);
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value));
}

function describe(metric: string, arms: readonly Arm[]): string {
  const [baseline, ...variants] = arms as [Arm, ...Arm[]];
  const others = variants.filter(({ scale }) => scale !== baseline.scale);
  const largest = others.reduce((most, arm) => Math.max(most, arm.largest), 0);
  const names = others.map(({ model }) => model).join(' and ');
  return `${metric}: ${baseline.model} ${range(baseline)}, ${names} ${range({ scale: baseline.scale === 1 ? 100 : 1, largest })}; the difference is that of the scales`;
}

function range({ scale, largest }: Pick<Arm, 'scale' | 'largest'>): string {
  if (scale === 1) return 'in 0–1';
  return largest <= 100 ? 'in 0–100' : `up to ${show(largest)}`;
}
