import type { Comparison, MeasuredComparison } from '../analysis/comparison.ts';
import { decidingSplit, pairBySeed, seedValues } from '../analysis/samples.ts';
import type { Metric } from '../config/normalise.ts';
import type { Setting } from '../plan/check-runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { Check } from './check.ts';
import { failedShare } from './failed-runs.ts';
import { type Estimate, estimate, FALSE_ALARMS, type Holding, harm, holding, inWords } from './holding.ts';

/** One setting with its runs of every model. */
export interface SettingRecords extends Setting {
  readonly records: readonly RunRecord[];
}

export interface SensitivityRequest {
  readonly config: { readonly limits: { readonly 'failed-runs': number } };
  readonly metrics: readonly Metric[];
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly variant: string;
  /** Of the comparison. */
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly settings: readonly SettingRecords[];
}

/** A difference under one setting, beside the comparison that it is held against. */
interface Finding extends Estimate {
  readonly setting: string;
  readonly comparison: MeasuredComparison;
  readonly holding: Holding;
}

/**
 * Whether the verdict survives hyperparameters that are a little off, in both arms alike. Each setting gives paired
 * differences under the first seeds, with Student-t intervals that hold together (95 % over all settings and primary metrics,
 * Bonferroni). The worst of them is the value; the limit is the end of the verdict's own interval that it would have to reach.
 *
 * Warns where a verdict turns or vanishes (`holding.ts`), and where every run of the variant fails under a setting that the baseline
 * survives. False alarms, where the setting changes nothing: at most 5 %, measured by bench/checks-with-runs.ts.
 */
export function checkSensitivity(request: SensitivityRequest): Check {
  const { variant, settings } = request;
  const base = { id: 'sensitivity', model: variant } as const;
  const broken = settings.find((setting) => failsAlone(setting, request));
  if (broken !== undefined) {
    return {
      ...base,
      status: 'warn',
      value: null,
      threshold: null,
      interval: null,
      message: `every run of ${variant} fails at ${nameOf(broken)}, and none of the baseline does`,
      advice: `the result needs ${broken.parameter} where it is: give the range in which it holds`,
    };
  }
  const findings = measure(request);
  const [first] = findings;
  if (first === undefined) {
    const message = 'no setting left two pairs of finished runs and a comparison to hold them against';
    return {
      ...base,
      status: 'not-checked',
      value: null,
      threshold: null,
      interval: null,
      message,
      advice: null,
    };
  }
  const worst = findings.reduce((high, next) => (severity(next) > severity(high) ? next : high), first);
  const numbers = { value: worst.value, interval: worst.interval, threshold: limitOf(worst.comparison) };
  const { verdict, metric } = worst.comparison;
  const where = `at ${worst.setting} the difference in ${metric} is ${inWords(worst)} (${worst.pairs} pairs)`;
  if (worst.holding === 'holds') {
    const message = `the verdict (${verdict}) is not lost at any of ${settings.length} settings; worst: ${where}`;
    return { ...base, ...numbers, status: 'pass', message, advice: null };
  }
  const becomes = worst.holding === 'turns' ? 'turns around' : 'is gone';
  return {
    ...base,
    ...numbers,
    status: 'warn',
    message: `the ${nounOf(verdict)} ${becomes}: ${where}, against ${inWords({ ...worst.comparison, value: worst.comparison.difference })} as configured`,
    advice:
      'the result holds for these hyperparameters alone: tune both arms alike, or say for which range it is claimed',
  };
}

function measure({
  metrics,
  models,
  variant,
  records,
  comparisons,
  settings,
}: SensitivityRequest): Finding[] {
  const own = comparisons.filter(
    (comparison): comparison is MeasuredComparison =>
      comparison.variant === variant && comparison.role === 'primary' && comparison.difference !== null,
  );
  const level = 1 - FALSE_ALARMS / (own.length * settings.length);
  return own.flatMap((comparison) =>
    settings.flatMap((setting) => {
      const metric = metrics.find(({ name }) => name === comparison.metric);
      const split = decidingSplit(records, comparison.metric);
      if (metric === undefined || split === null) return [];
      const values = (model: string) => seedValues(setting.records, model, metric.name, split);
      const pairs = pairBySeed(values(models[0]?.name ?? 'baseline'), values(variant));
      const sign = metric.direction === 'maximize' ? 1 : -1;
      const found = estimate(
        pairs.map(({ baseline, candidate }) => sign * (candidate - baseline)),
        level,
      );
      if (found === null) return [];
      return [
        { ...found, setting: nameOf(setting), comparison, holding: holding(comparison, found.interval) },
      ];
    }),
  );
}

/**
 * Runs that fail by chance at the rate that the comparison may have (`limits.failed-runs`) would not all fail; of three,
 * a thousandth of the time at the default.
 */
function failsAlone(
  { records }: SettingRecords,
  { models, variant, config, ...request }: SensitivityRequest,
): boolean {
  const baseline = models[0]?.name ?? 'baseline';
  return (
    failedShare(records, variant) === 1 &&
    failedShare(records, baseline) === 0 &&
    failedShare(request.records, variant) <= config.limits['failed-runs']
  );
}

/** What has been lost comes before what is only low, and a turn before the rest. */
function severity({ holding: state, comparison, value }: Finding): number {
  const loss = { holds: 0, vanishes: 1, turns: 2 }[state] * 1e300;
  return loss + harm(comparison, value);
}

function limitOf({ verdict, interval, equivalence }: MeasuredComparison): number | null {
  if (verdict === 'improvement') return interval.low;
  if (verdict === 'regression') return interval.high;
  return verdict === 'equivalent' ? (equivalence?.margin ?? null) : null;
}

function nameOf({ parameter, factor }: Setting): string {
  return `${parameter} × ${factor}`;
}

function nounOf(verdict: string): string {
  return verdict === 'equivalent' ? 'equivalence' : verdict;
}
