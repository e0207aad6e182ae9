/**
 * Failures are outcomes: a verdict must also hold with the failed runs.
 *
 * Seeds of failed runs are not random: they may be the ones on which the model is bad. So the comparison is decided again at
 * the same level, with each failed run making its pair the worst: the largest difference of any pair, in either direction,
 * against the arm that failed. This is a worst-rank score (Lachin, Controlled Clinical Trials 20, 1999) in the metric's unit.
 * Without pairs, the distance is the range of all results, from the other arm's mean.
 *
 * The metric's worst value would not do: a loss has none, and an accuracy of 0 would let a single crash outweigh all other
 * pairs. Nor would the worst value shown: for a much better variant it is hardly bad.
 */
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { twoOneSidedTests } from '../../stats/tests/tost.ts';
import { largestSize } from '../../stats/ties.ts';
import { type Measurement, testOf } from '../compare/compare-models.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { type MeasureRequest, measureAll } from '../compare/measure.ts';
import { decidingSplit, pairBySeed, runsOf, seedValues } from '../compare/samples.ts';
import { type Crossed, isCrossed } from './crossed-checks.ts';
import { decideAll } from './decide.ts';
import { SINGLE_LOOK } from './levels.ts';

/** @returns the comparison unchanged, or withheld as inconclusive for the cause `failures` */
export function countFailures(
  comparison: MeasuredComparison,
  request: MeasureRequest,
  records: readonly RunRecord[],
): MeasuredComparison {
  const { verdict, variant, metric: name, localLevel } = comparison;
  const { baseline = 'baseline' } = request;
  const metric = request.metrics.find((one) => one.name === name);
  const split = decidingSplit(records, name);
  const arms = [variant, baseline].map((model) => countOf(records, model));
  if (verdict === 'inconclusive' || metric === undefined || split === null) return comparison;
  if (arms.every(({ failed }) => failed === 0)) return comparison;
  const fixed = request.fixed?.[name];
  const counted = asWorst(records, { variant, baseline, split, metric, fixed });
  const [again] = measureAll({ ...request, metrics: [metric], variants: [variant] }, counted, localLevel);
  if (again?.verdict === null) {
    const levels = { ...SINGLE_LOOK, difference: () => localLevel };
    const unchecked = { ...again, ...UNCHECKED };
    const measurement = isCrossed(comparison) ? addExamples(unchecked, comparison) : unchecked;
    const [decided] = decideAll([{ measurement, levels }], request.alpha, 1);
    if (decided?.verdict === verdict) return comparison;
  }
  const claim = verdict === 'equivalent' ? 'equivalence is not shown' : `the ${verdict} does not hold`;
  const reason = `${inWords(variant, arms, fixed !== undefined)}; if failed runs count as the worst result, ${claim}`;
  return { ...comparison, verdict: 'inconclusive', cause: 'failures', reason };
}

const UNCHECKED = { signFlip: null, permutation: null, studentised: null } as const;

interface Arms {
  readonly variant: string;
  readonly baseline: string;
  readonly split: Split;
  readonly metric: Pick<Metric, 'name' | 'direction'>;
  /** The number that is the baseline, if it is one. */
  readonly fixed: number | undefined;
}

function asWorst(
  records: readonly RunRecord[],
  { variant, baseline, split, metric, fixed }: Arms,
): RunRecord[] {
  const { name, direction } = metric;
  const values = (model: string) => seedValues(records, model, name, split);
  const finished = { [baseline]: values(baseline), [variant]: values(variant) };
  const pairs = pairBySeed(values(baseline), values(variant));
  const all = Object.values(finished).flatMap((arm) => arm.map(({ value }) => value));
  const distance =
    pairs.length > 0
      ? largestSize(pairs.map((pair) => pair.candidate - pair.baseline))
      : Math.max(...all) - Math.min(...all);
  const worse = direction === 'maximize' ? -distance : distance;
  return [baseline, variant].flatMap((model) => {
    const others = finished[model === baseline ? variant : baseline] ?? [];
    const other = new Map(others.map(({ seed, value }) => [seed, value]));
    return runsOf(records, model).map((run): RunRecord => {
      const from =
        fixed !== undefined
          ? fixed
          : pairs.length > 0
            ? other.get(run.seed)
            : mean(others.map(({ value }) => value));
      if (run.status === 'ok' || from === undefined) return run;
      return { ...run, status: 'ok', metrics: { [split]: { [name]: from + worse } } };
    });
  });
}

interface Count {
  readonly failed: number;
  readonly of: number;
}

function countOf(records: readonly RunRecord[], model: string): Count {
  const runs = runsOf(records, model);
  return { failed: runs.filter(({ status }) => status !== 'ok').length, of: runs.length };
}

function inWords(variant: string, [own, baseline]: readonly Count[], isFixed: boolean): string {
  const ofVariant = `${own?.failed === 0 ? 'none' : own?.failed} of ${own?.of} runs of ${variant} failed`;
  if (isFixed) return ofVariant;
  const ofBaseline = baseline?.failed === 0 ? 'none' : `${baseline?.failed} of ${baseline?.of}`;
  return `${ofVariant}, ${ofBaseline} of the baseline's`;
}

/**
 * Adds the variance of new test examples, as measured in the crossed comparison, to values without predictions, such as those
 * that represent failed runs.
 */
function addExamples(
  measurement: Measurement,
  { crossed, standardError: found }: Pick<Crossed, 'crossed' | 'standardError'>,
): Measurement {
  const ofExamples = crossed.exampleShare * found ** 2;
  const ofSeeds = measurement.standardError ** 2;
  const standardError = Math.sqrt(ofSeeds + ofExamples);
  // Examples are many, so only the seeds limit the degrees of freedom.
  const degreesOfFreedom = (measurement.degreesOfFreedom * (ofSeeds + ofExamples) ** 2) / ofSeeds ** 2;
  const { difference, equivalence } = measurement;
  return {
    ...measurement,
    standardError,
    degreesOfFreedom,
    ...testOf({ difference, standardError, degreesOfFreedom }, measurement.minEffect),
    equivalence: equivalence && {
      ...equivalence,
      pValue: twoOneSidedTests({
        difference,
        standardError,
        degreesOfFreedom,
        margin: equivalence.margin,
        alpha: equivalence.significanceLevel,
      }).pValue,
    },
  };
}
