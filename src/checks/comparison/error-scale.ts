/** Finds one name for two metrics: an error in two units, or an F1 that is averaged in two ways. */
import { median } from 'simple-statistics';
import { decidingSplit, finishedRuns } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { MetricValues, RunRecord } from '../../records/record.ts';
import { show } from '../words.ts';

export interface Problem {
  readonly metric: Metric;
  readonly message: string;
  readonly advice: string;
  /** Default: true. */
  readonly isSure?: boolean;
}

const AVERAGED = /(^|_)(f1|precision|recall)(_|$)/;
/** So many runs agree to the last digit only by definition. */
const FEWEST_RUNS = 3;
const FEWEST_DECIMALS = 3;

/** F1, precision and recall equal accuracy if they are averaged over examples (micro), and never if over classes. */
export function otherAverage(
  metric: Metric,
  records: readonly RunRecord[],
  models: readonly string[],
): Problem | null {
  const { name } = metric;
  if (!AVERAGED.test(name)) return null;
  const measured = models
    .map((model) => ({ model, runs: measuredRuns(records, model, [name, 'accuracy']) }))
    .filter(({ runs }) => runs.length >= FEWEST_RUNS);
  const isEqual = (run: MetricValues) => run[name] === run.accuracy;
  const micro = measured.find(
    ({ runs }) => runs.every(isEqual) && new Set(runs.map((run) => run[name])).size > 1 && runs.some(isFine),
  );
  const other = measured.find(({ runs }) => !runs.some(isEqual));
  if (micro === undefined || other === undefined) return null;
  return {
    metric,
    message: `${name} equals accuracy to the last digit in all ${micro.runs.length} runs of ${micro.model} and in none of ${other.model}: one is averaged over examples (micro), the other over classes, so they are two metrics`,
    advice: 'choose one average for every model, such as macro',
  };
}

function isFine({ accuracy = 0 }: MetricValues): boolean {
  return (String(accuracy).split('.')[1] ?? '').length >= FEWEST_DECIMALS;
}

/** Power of the target's unit. */
const ERRORS: Readonly<Record<string, number>> = { rmse: 1, mae: 1, medae: 1, max_error: 1, mse: 2 };
/** No model is so much better than another that is worth a comparison. */
const FOLD = 25;
/** Variances of one set of labels that two arms imply differ by rounding alone. */
const VARIANCE_FOLD = 4;

/** With R², an error shows the variance of the labels, which both arms share. Without it, a large factor is only a doubt. */
export function otherUnit(
  metric: Metric,
  records: readonly RunRecord[],
  models: readonly string[],
): Problem | null {
  const { name } = metric;
  const power = ERRORS[name];
  if (power === undefined) return null;
  const medians = models.flatMap((model) => {
    const runs = measuredRuns(records, model, [name]).filter((run) => (run[name] as number) > 0);
    if (runs.length === 0) return [];
    const variances = runs.flatMap((run) => varianceOf(run) ?? []);
    const variance = variances.length === 0 ? null : median(variances);
    return [{ model, error: median(runs.map((run) => run[name] as number)), variance }];
  });
  const [baseline, ...variants] = medians;
  for (const variant of variants) {
    if (baseline === undefined) continue;
    const values = `${name} is ${show(baseline.error)} in ${baseline.model} and ${show(variant.error)} in ${variant.model}`;
    if (baseline.variance !== null && variant.variance !== null) {
      if (foldOf(baseline.variance, variant.variance) < VARIANCE_FOLD) continue;
      const deviations = [baseline, variant].map(({ variance }) => show(Math.sqrt(variance as number)));
      return {
        metric,
        message: `${values}, and R² shows labels with standard deviations of ${deviations.join(' and ')}: the two are in different units or of different examples`,
        advice: ADVICE,
      };
    }
    if (foldOf(baseline.error, variant.error) < FOLD ** power) continue;
    return {
      metric,
      isSure: false,
      message: `${values}: such a factor is rather a different unit, such as a logarithm or a standardised target, than a better model`,
      advice: `${ADVICE}. Ignore this check if the factor is real`,
    };
  }
  return null;
}

const ADVICE =
  "log the error in the target's unit in every model: transform predictions and labels back first";

function foldOf(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other);
}

function varianceOf({ rmse, mse, r2 }: MetricValues): number | null {
  const squared = mse ?? (rmse === undefined ? undefined : rmse ** 2);
  return squared === undefined || !(squared > 0) || r2 === undefined || r2 >= 1 ? null : squared / (1 - r2);
}

/** Metrics of the finished runs that have all of these. */
function measuredRuns(records: readonly RunRecord[], model: string, names: readonly [string, ...string[]]) {
  const split = decidingSplit(records, names[0]);
  if (split === null) return [];
  return finishedRuns(records, model).flatMap(({ metrics }) => {
    const values = metrics[split];
    return values !== undefined && names.every((name) => Object.hasOwn(values, name)) ? [values] : [];
  });
}
