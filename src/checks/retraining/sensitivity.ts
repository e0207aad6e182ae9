import type { Comparison, MeasuredComparison } from '../../analysis/compare/comparison.ts';
import { decidingSplit, pairBySeed, runsOf, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { Setting } from '../../plan/runs/check-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Check } from '../check.ts';
import { failedShare } from '../comparison/failed-runs.ts';
import { notChecked } from '../words.ts';
import {
  type Estimate,
  estimate,
  FALSE_ALARMS,
  type Holding,
  harm,
  holding,
  inWords,
  isDecided,
  limitOf,
  nothingToLose,
} from './holding.ts';

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

/** A comparison under one setting; `found` is null where fewer than two pairs finished. */
interface Finding {
  readonly setting: SettingRecords;
  readonly comparison: MeasuredComparison;
  readonly found: (Estimate & { readonly holding: Holding }) | null;
}

type Measured = Finding & { readonly found: Estimate & { readonly holding: Holding } };

/**
 * Whether the verdict survives hyperparameters that are a little off, in both arms alike. Each setting gives paired
 * differences under the first seeds, with Student-t intervals that hold together (95 % over all settings and primary metrics,
 * Bonferroni). The worst of them is the value; the limit is the end of the verdict's own interval that it would have to reach.
 *
 * Warns where a verdict turns or vanishes (`holding.ts`), and where every run of the variant fails under a setting that the baseline
 * survives. Passes only where every setting was measured. False alarms, where the setting changes nothing: at most 5 %, measured by
 * bench/checks-with-runs.ts.
 */
export function checkSensitivity(request: SensitivityRequest): Check {
  const { variant, settings } = request;
  const base = { id: 'sensitivity', model: variant } as const;
  const broken = settings.find((setting) => failsAlone(setting, request));
  if (broken !== undefined) {
    return {
      ...notChecked(base, `every run of ${variant} fails at ${nameOf(broken)}; ${failures(broken, request)}`),
      status: 'warn',
      advice: `the result needs ${broken.parameter} where it is: give the range in which it holds`,
    };
  }
  const findings = measure(request);
  if (findings.length === 0) return notChecked(base, nothingToLose(variant));
  const measured = findings.filter(isMeasured).toSorted(worstFirst);
  const missing = findings.find((finding) => !isMeasured(finding));
  const [worst] = measured;
  if (missing !== undefined && (worst === undefined || worst.found.holding === 'holds')) {
    const { setting } = missing;
    return notChecked(
      base,
      `${nameOf(setting)} left fewer than two pairs of finished runs: ${failures(setting, request)}${seen(worst)}`,
      'see why the runs fail there, or choose factors nearer to 1',
    );
  }
  return worst === undefined ? notChecked(base, nothingToLose(variant)) : judge(base, worst, request);
}

function judge(
  base: Pick<Check, 'id' | 'model'>,
  worst: Measured,
  { settings, variant, models }: SensitivityRequest,
): Check {
  const { comparison, found } = worst;
  const numbers = { value: found.value, interval: found.interval, threshold: limitOf(comparison) };
  const where = describe(worst);
  if (found.holding === 'holds') {
    const runs = settings.flatMap(({ records }) =>
      [models[0]?.name, variant].flatMap((name) => (name === undefined ? [] : runsOf(records, name))),
    );
    const failed = runs.filter(({ status }) => status !== 'ok').length;
    const lost = failed === 0 ? '' : `; ${failed} of ${runs.length} runs failed`;
    const message = `the verdict (${comparison.verdict}) is not lost at any of ${settings.length} settings; worst: ${where}${lost}`;
    return { ...base, ...numbers, status: 'pass', message, advice: null };
  }
  const becomes = found.holding === 'turns' ? 'turns around' : 'is gone';
  return {
    ...base,
    ...numbers,
    status: 'warn',
    severity: harm(comparison, found.value),
    message: `the ${nounOf(comparison.verdict)} ${becomes}: ${where}, against ${inWords({ ...comparison, value: comparison.difference })} as configured`,
    advice:
      'the result holds for these hyperparameters alone: tune both arms alike, or say for which range it is claimed',
  };
}

/** Every decided primary comparison of the variant, under every setting. */
function measure({
  metrics,
  models,
  variant,
  records,
  comparisons,
  settings,
}: SensitivityRequest): Finding[] {
  const own = comparisons.filter((one) => one.variant === variant && one.role === 'primary');
  const level = 1 - FALSE_ALARMS / (Math.max(1, own.length) * settings.length);
  return own.filter(isDecided).flatMap((comparison) => {
    const metric = metrics.find(({ name }) => name === comparison.metric);
    const split = decidingSplit(records, comparison.metric);
    if (metric === undefined || split === null) return [];
    const sign = metric.direction === 'maximize' ? 1 : -1;
    return settings.map((setting) => {
      const values = (model: string) => seedValues(setting.records, model, metric.name, split);
      const pairs = pairBySeed(values(models[0]?.name ?? 'baseline'), values(variant));
      const found = estimate(
        pairs.map(({ baseline, candidate }) => sign * (candidate - baseline)),
        level,
      );
      return { setting, comparison, found: found && { ...found, holding: holding(comparison, found) } };
    });
  });
}

/**
 * Runs that fail by chance at the rate that the comparison may have (`limits.failed-runs`) would not all fail; of three,
 * a thousandth of the time at the default.
 */
function failsAlone(
  { records }: SettingRecords,
  { models, variant, config, ...request }: SensitivityRequest,
): boolean {
  const limit = config.limits['failed-runs'];
  return (
    failedShare(records, variant) === 1 &&
    failedShare(records, models[0]?.name ?? 'baseline') <= limit &&
    failedShare(request.records, variant) <= limit
  );
}

/** `0 of 3 of baseline and 3 of 3 of head failed`. */
function failures({ records }: SettingRecords, { models, variant }: SensitivityRequest): string {
  const count = (name: string) => {
    const runs = runsOf(records, name);
    return `${runs.filter(({ status }) => status !== 'ok').length} of ${runs.length} of ${name}`;
  };
  return `${count(models[0]?.name ?? 'baseline')} and ${count(variant)} failed`;
}

function isMeasured(finding: Finding): finding is Measured {
  return finding.found !== null;
}

/** A turn comes first, then what is gone, then what is only low; among equals the largest harm. */
function worstFirst(a: Measured, b: Measured): number {
  const rank = { turns: 0, vanishes: 1, holds: 2 } as const;
  const byState = rank[a.found.holding] - rank[b.found.holding];
  return byState || harm(b.comparison, b.found.value) - harm(a.comparison, a.found.value);
}

function describe({ setting, comparison, found }: Measured): string {
  return `at ${nameOf(setting)} the difference in ${comparison.metric} is ${inWords(found)} (${found.pairs} pairs)`;
}

function seen(worst: Measured | undefined): string {
  return worst === undefined ? '' : `; of the others the worst: ${describe(worst)}`;
}

function nameOf({ parameter, factor }: Setting): string {
  return `${parameter} × ${factor}`;
}

function nounOf(verdict: string): string {
  return verdict === 'equivalent' ? 'equivalence' : verdict;
}
