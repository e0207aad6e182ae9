/**
 * Failures are outcomes: a verdict over the runs that finished stands where it also stands with those that failed.
 *
 * A run that diverged, crashed or ran out of time has no value, and the seeds that it leaves out are not a random choice: they may be the
 * ones on which the model is bad. So the comparison is decided once more, by the same test at the same level, and a run that failed makes its
 * pair the worst of all: the largest difference that any pair shows, in either direction, against the arm that failed. (Cross-checks have no
 * say here: they judge the shape of differences that were measured.) That is a worst-rank score (Lachin, Controlled Clinical Trials 20, 1999) in the unit of the metric. Without pairs the distance
 * is the range of all results, from the mean of the other arm. Seeds that failed in both arms tell nothing and are left out.
 *
 * Why not the worst value that the metric can take: a loss has none, and an accuracy of 0 would let a single crash, of either arm,
 * outweigh a loss of ten points in all other pairs. Why not the worst value that a run has shown: of a variant that is far better
 * it is hardly bad, so an improvement would stand although half of its runs fail. How often runs fail is a question of its
 * own: `instability/failures`, `collapseLimit`.
 */
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { type MeasureRequest, measureAll } from '../compare/measure.ts';
import { decidingSplit, pairBySeed, runsOf, seedValues } from '../compare/samples.ts';
import { largest } from '../compare/values.ts';
import { addExamples } from './add-examples.ts';
import { isCrossed } from './crossed-checks.ts';
import { decideAll } from './decide.ts';
import { SINGLE_LOOK } from './levels.ts';

/** @returns the comparison as it is, or withheld: inconclusive for the cause `failures` */
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
  const counted = asWorst(records, { variant, baseline, split, metric });
  const [again] = measureAll({ ...request, metrics: [metric], variants: [variant] }, counted, localLevel);
  if (again?.verdict === null) {
    const levels = { ...SINGLE_LOOK, difference: () => localLevel };
    const unchecked = { ...again, ...UNCHECKED };
    const measurement = isCrossed(comparison) ? addExamples(unchecked, comparison) : unchecked;
    const [decided] = decideAll([{ measurement, levels }], request.alpha, 1);
    if (decided?.verdict === verdict) return comparison;
  }
  const claim = verdict === 'equivalent' ? 'equivalence is not shown' : `the ${verdict} does not hold`;
  const reason = `${inWords(variant, arms)}; if failed runs count as the worst result, ${claim}`;
  return { ...comparison, verdict: 'inconclusive', cause: 'failures', reason };
}

const UNCHECKED = { signFlip: null, permutation: null, studentised: null } as const;

interface Arms {
  readonly variant: string;
  readonly baseline: string;
  readonly split: Split;
  readonly metric: Pick<Metric, 'name' | 'direction'>;
}

/** The runs of both arms, those that failed with a value that makes theirs the worst pair. */
function asWorst(records: readonly RunRecord[], { variant, baseline, split, metric }: Arms): RunRecord[] {
  const { name, direction } = metric;
  const values = (model: string) => seedValues(records, model, name, split);
  const finished = { [baseline]: values(baseline), [variant]: values(variant) };
  const pairs = pairBySeed(values(baseline), values(variant));
  const all = Object.values(finished).flatMap((arm) => arm.map(({ value }) => value));
  const distance =
    pairs.length > 0
      ? largest(pairs.map((pair) => pair.candidate - pair.baseline))
      : Math.max(...all) - Math.min(...all);
  const worse = direction === 'maximize' ? -distance : distance;
  return [baseline, variant].flatMap((model) => {
    const others = finished[model === baseline ? variant : baseline] ?? [];
    const other = new Map(others.map(({ seed, value }) => [seed, value]));
    return runsOf(records, model).map((run): RunRecord => {
      const from = pairs.length > 0 ? other.get(run.seed) : mean(others.map(({ value }) => value));
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

function inWords(variant: string, [own, baseline]: readonly Count[]): string {
  const ofBaseline = baseline?.failed === 0 ? 'none' : `${baseline?.failed} of ${baseline?.of}`;
  return `${own?.failed === 0 ? 'none' : own?.failed} of ${own?.of} runs of ${variant} failed, ${ofBaseline} of the baseline's`;
}
