import { decidingSplit, runsOf, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare, KNOWN_METRIC_NAMES, knownMetric } from '../../config/known-metrics.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import type { KnownMetric } from '../../stats/metrics/names.ts';
import type { PairedT } from '../../stats/tests/paired-t.ts';
import { firstOf } from '../../words/list.ts';
import { defineCheck } from '../define-check.ts';
import { type Arms, adjustByHolm, seedDifferences, testDifferences } from '../seed-differences.ts';
import { isShareOfOne, showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant, primaryMetrics } from '../subjects.ts';
import { notChecked, showP } from '../words.ts';

/** A smaller loss of a share does not matter. */
const LEAST_POINTS = 0.01;
/** A smaller loss of another metric, relative to the baseline's mean, does not matter. */
const LEAST_PART = 0.05;
/** Below this MCC or kappa, a model does little more than guess. */
const GUESSES = 0.25;
const SHOWN = 2;

interface Worse {
  readonly metric: Pick<Metric, 'name' | 'unit'>;
  readonly test: PairedT;
  readonly pValueAdjusted: number;
}

/**
 * Finds metrics, known by name and logged or computed from predictions on the deciding split, that are conclusively worse
 * although a primary metric is better or equivalent: paired t tests over seeds, Holm over the metrics.
 */
export const conflict = defineCheck({
  id: 'metrics/conflict',
  title: 'does another metric get worse?',
  isOfEvaluations: true,
  headline: [
    {
      rank: 14,
      words: 'worse',
      about: ({ rows }) =>
        rows.flatMap(({ model, metric, status }) =>
          status === 'warn' && model !== null && metric !== undefined
            ? [{ kind: 'metric', metric, model }]
            : [],
        ),
    },
  ],
  threshold: 0,
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, ...setup }) {
    const level = levelPerVariant(setup, 'quarter');
    const baseline = baselineOf(setup);
    const primary = comparisons.filter((one) => one.variant === variant && one.role === 'primary');
    const [first] = primary;
    const split = first === undefined ? null : decidingSplit(records, first.metric);
    const tested = split === null ? [] : testOthers(records, metrics, [baseline, variant], split);
    if (tested.length === 0) return notChecked('the runs have no other metric that Conclusive knows');
    const worse = tested
      .filter(({ test, pValueAdjusted }) => test.mean < 0 && pValueAdjusted <= level)
      .filter((one) => isOfWeight(one, records, baseline, split as Split, metrics))
      .toSorted((a, b) => rank(a, metrics) - rank(b, metrics));
    const isGood = primary.some(({ verdict }) => verdict === 'improvement' || verdict === 'equivalent');
    const [worst] = worse;
    if (worst === undefined || !isGood) {
      const names = tested.map(({ metric }) => metric.name).join(', ');
      const message =
        worst === undefined
          ? `none of ${names} is conclusively worse`
          : `worse as well: ${worst.metric.name}`;
      return { status: 'pass', value: worse.length, message };
    }
    const improved = primary.find(({ verdict }) => verdict === 'improvement');
    const same = primary.find(({ verdict }) => verdict === 'equivalent');
    const while_ = improved === undefined ? `${same?.metric} is equivalent` : `${improved.metric} is better`;
    const describe = ({ metric, test }: Worse) =>
      `${metric.name} by ${showDifference(metric, { value: test.mean, interval: test.interval })}`;
    const isGuarded = ({ metric }: Worse) =>
      comparisons.some(
        (one) => one.variant === variant && one.metric === metric.name && one.guard !== undefined,
      );
    return {
      status: 'warn',
      metric: worst.metric.name,
      value: worse.length,
      message: `${while_}, but worse: ${firstOf(worse.map(describe), SHOWN)}`,
      evidence: worse.map((one) => `${describe(one)}, ${showP(one.pValueAdjusted)}`).join('; '),
      advice: worse.every(isGuarded)
        ? 'decide which metric matters; the guard, no-worse, already counts in the verdict'
        : 'decide which metric matters; if a metric must not get worse, add it to gate.metrics as no-worse',
    };
  },
});

/** Metrics of the config come first. */
function rank({ metric }: Worse, metrics: readonly Metric[]): number {
  const known = [...metrics.map(({ name }) => name), ...KNOWN_METRIC_NAMES];
  const place = known.indexOf(metric.name);
  return place < 0 ? known.length : place;
}

function testOthers(
  records: readonly RunRecord[],
  metrics: readonly Metric[],
  arms: Arms,
  split: Split,
): Worse[] {
  const primary = new Set(primaryMetrics(metrics).map(({ name }) => name));
  const names = new Set(runsOf(records, arms[1]).flatMap(({ metrics }) => Object.keys(metrics[split] ?? {})));
  const tests = [...names].flatMap((name) => {
    // An unknown metric may be an accepted cost, such as tokens per second.
    if (knownMetric(name) === null || primary.has(name)) return [];
    if (name === 'ece' && hardlyGuesses(records, arms[0], split)) return [];
    const known = metrics.find((metric) => metric.name === name) ?? (knownMetric(name) as KnownMetric);
    const test = testDifferences(seedDifferences(records, { name, direction: known.direction }, split, arms));
    return test === null ? [] : [{ metric: { name, unit: known.unit }, test }];
  });
  return adjustByHolm(tests, ({ test }) => test.pValue);
}

/** Even probabilities are well calibrated and useless, so the calibration error of such a model is no measure. */
function hardlyGuesses(records: readonly RunRecord[], model: string, split: Split): boolean {
  const known = ['mcc', 'cohen_kappa', 'kappa'].map((name) => seedValues(records, model, name, split));
  const values = known.find(({ length }) => length > 0);
  return values !== undefined && mean(values.map(({ value }) => value)) < GUESSES;
}

function isOfWeight(
  { metric, test }: Worse,
  records: readonly RunRecord[],
  baseline: string,
  split: Split,
  metrics: readonly Metric[],
): boolean {
  const margin = metrics.find(({ name }) => name === metric.name)?.margin ?? null;
  if (margin !== null) return -test.mean > margin;
  const values = seedValues(records, baseline, metric.name, split).map(({ value }) => Math.abs(value));
  const isPart = isShareOfOne(metric, values) || isShare(metric.name);
  const typical = values.reduce((sum, value) => sum + value / values.length, 0);
  return -test.mean > (isPart ? LEAST_POINTS : LEAST_PART * typical);
}
