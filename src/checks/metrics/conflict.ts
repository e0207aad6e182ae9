import { decidingSplit, pairBySeed, runsOf, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare, KNOWN_METRIC_NAMES, knownMetric } from '../../config/known-metrics.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import type { KnownMetric } from '../../stats/metrics/names.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';
import { defineCheck } from '../define-check.ts';
import { isShareOfOne, showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, showP } from '../words.ts';

/** Of a share: what is less is no matter of any weight. */
const LEAST_POINTS = 0.01;
/** Of the baseline's mean, for metrics of other units. */
const LEAST_PART = 0.05;
const SHOWN = 2;

interface Worse {
  readonly metric: Pick<Metric, 'name' | 'unit'>;
  readonly test: PairedT;
  readonly pValue: number;
}

/**
 * Whether another metric denies what the primary one shows: of all metrics that are known by name and that the runs have on the same split,
 * also those computed from predictions, the ones that are conclusively worse while no primary metric is: paired t tests over seeds, Holm over
 * the metrics. Told are losses of a point of a share or of calibration error, of the metric's margin, or of a twentieth of any other.
 */
export const conflict = defineCheck({
  id: 'metrics/conflict',
  title: 'does another metric get worse?',
  invalidates: false,
  options: {},
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
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, ...setup }) {
    const base = { threshold: 0, interval: null } as const;
    const level = levelPerVariant(setup, 'quarter');
    const baseline = baselineOf(setup);
    const primary = comparisons.filter((one) => one.variant === variant && one.role === 'primary');
    const [first] = primary;
    const split = first === undefined ? null : decidingSplit(records, first.metric);
    const tested = split === null ? [] : testOthers(records, metrics, baseline, variant, split);
    if (tested.length === 0)
      return notChecked('the runs have no other metric that Conclusive knows', null, 0);
    const worse = tested
      .filter(({ test, pValue }) => test.mean < 0 && pValue <= level)
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
      return { ...base, status: 'pass', value: worse.length, message, advice: null };
    }
    const improved = primary.find(({ verdict }) => verdict === 'improvement');
    const same = primary.find(({ verdict }) => verdict === 'equivalent');
    const while_ = improved === undefined ? `${same?.metric} is equivalent` : `${improved.metric} is better`;
    const describe = ({ metric, test }: Worse) =>
      `${metric.name} by ${showDifference(metric, { value: test.mean, interval: test.interval })}`;
    return {
      ...base,
      status: 'warn',
      metric: worst.metric.name,
      value: worse.length,
      message: `${while_}, but worse: ${worse.slice(0, SHOWN).map(describe).join(', ')}${worse.length > SHOWN ? ` and ${worse.length - SHOWN} more` : ''}`,
      evidence: worse.map((one) => `${describe(one)}, ${showP(one.pValue)}`).join('; '),
      advice:
        'decide which metric matters; if a metric must not get worse, add it to gate.metrics as no-worse',
    };
  },
});

/** What the config names comes first, then what is known best. */
function rank({ metric }: Worse, metrics: readonly Metric[]): number {
  const known = [...metrics.map(({ name }) => name), ...KNOWN_METRIC_NAMES];
  const place = known.indexOf(metric.name);
  return place < 0 ? known.length : place;
}

/** Differences turned so that positive is better. */
function testOthers(
  records: readonly RunRecord[],
  metrics: readonly Metric[],
  baseline: string,
  variant: string,
  split: Split,
): Worse[] {
  const primary = new Set(metrics.filter(({ role }) => role === 'primary').map(({ name }) => name));
  const names = new Set(runsOf(records, variant).flatMap(({ metrics }) => Object.keys(metrics[split] ?? {})));
  const tests = [...names].flatMap((name) => {
    // What nobody knows by name may be a price, such as tokens a second, that a better score is worth.
    if (knownMetric(name) === null || primary.has(name)) return [];
    const known = metrics.find((metric) => metric.name === name) ?? (knownMetric(name) as KnownMetric);
    const pairs = pairBySeed(
      seedValues(records, baseline, name, split),
      seedValues(records, variant, name, split),
    );
    const sign = known.direction === 'minimize' ? -1 : 1;
    const differences = pairs.map((pair) => sign * (pair.candidate - pair.baseline));
    const magnitude = Math.max(...pairs.map((pair) => Math.abs(pair.baseline)));
    if (pairs.length < 2 || isConstant(differences, magnitude)) return [];
    return [{ metric: { name, unit: known.unit }, test: pairedT(differences) }];
  });
  const adjusted = holm(tests.map(({ test }) => test.pValue));
  return tests.map((one, index) => ({ ...one, pValue: adjusted[index] as number }));
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
