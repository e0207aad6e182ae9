/**
 * Compares the baseline with itself (A/A), which shows the false-alarm rate of these metrics and the noise that any
 * comparison must exceed.
 */
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant, standardDeviation } from '../../stats/describe.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { type FalseAlarmRate, falseAlarmRate } from '../../stats/estimates/false-alarms.ts';
import { standardDeviationInterval } from '../../stats/estimates/standard-deviation-interval.ts';
import type { Interval } from '../../stats/interval.ts';
import { minimumDetectableDifference } from '../../stats/power/power.ts';
import { createRandom } from '../../stats/random.ts';
import type { Comparison } from '../compare/comparison.ts';
import { PLANNED_POWER } from '../compare/planned-power.ts';
import { decidingSplit, seedValues } from '../compare/samples.ts';
import { sequentialLevels } from '../decide/levels.ts';
import type { CrossedRows } from '../examples/crossed-rows.ts';
import { type SeedOrderTest, testSeedOrder } from './seed-order.ts';

const INTERVAL_LEVEL = 0.95;
const CHANCE = 0.05;

interface NoiseFloor {
  /** Of the difference between two runs with different seeds. */
  readonly standardDeviation: number;
  readonly interval: Interval;
  /** With 80 % power over the whole design. */
  readonly detectable: number;
  /** By chance, one time in twenty. */
  readonly singleRun: number;
}

interface MetricNoise {
  readonly metric: string;
  readonly role: Metric['role'];
  /** At the whole alpha; null where all runs gave the same value. */
  readonly falseAlarms: FalseAlarmRate | null;
  /** Null where all runs gave the same value. */
  readonly noise: NoiseFloor | null;
}

export interface SelfComparison {
  readonly alpha: number;
  readonly looks: readonly number[];
  /** Those that the finished runs suffice for; the last has half of them. */
  readonly takenLooks: readonly number[];
  readonly runs: number;
  /** Of any primary metric, with alpha shared; null where none varies. */
  readonly falseAlarms: FalseAlarmRate | null;
  readonly metrics: readonly MetricNoise[];
  /** The shuffled runs of `falseAlarms` cannot show this. */
  readonly seedOrder: readonly SeedOrderTest[];
  /** First half of the seeds against the second, at half of alpha. */
  readonly comparisons: readonly Comparison[];
}

/** @param records of the baseline, with at least four finished seeds */
export async function compareWithItself(
  records: readonly RunRecord[],
  request: {
    readonly experiment: string;
    readonly metrics: readonly Metric[];
    readonly alpha: number;
    readonly looks: readonly number[];
    readonly rows?: CrossedRows;
  },
): Promise<SelfComparison> {
  const { metrics, alpha, looks } = request;
  const finished = records.filter(({ status }) => status === 'ok').sort((a, b) => a.seed - b.seed);
  const takenLooks = looksWithin(looks, Math.floor(finished.length / 2));
  const values = new Map(metrics.map(({ name }) => [name, valuesOf(finished, name)]));
  const primary = metrics.filter(({ role }) => role === 'primary').map(({ name }) => name);
  const rate = (names: readonly string[], share: number) => {
    const varied = names.map((name) => values.get(name) ?? []).filter((column) => !isConstant(column));
    if (varied.length === 0) return null;
    const runs = finished.map((_, run) => varied.map((column) => column[run] as number));
    const random = createRandom('analysis', 'false alarms', runs.length, varied.length);
    return falseAlarmRate(runs, criticalLooks(takenLooks, share), { level: INTERVAL_LEVEL, random });
  };
  const order = await testSeedOrder(finished, values, { ...request, looks: takenLooks });
  return {
    alpha,
    looks,
    takenLooks,
    runs: finished.length,
    falseAlarms: rate(primary, alpha / primary.length),
    metrics: metrics.map(({ name, role }) => ({
      metric: name,
      role,
      falseAlarms: rate([name], alpha),
      noise: noiseFloor(values.get(name) ?? [], looks, role === 'primary' ? alpha / primary.length : alpha),
    })),
    seedOrder: order.tests,
    comparisons: order.comparisons,
  };
}

/** The last look spends what is left of alpha. */
function looksWithin(looks: readonly number[], pairs: number): readonly number[] {
  const reached = looks.filter((look) => look < pairs);
  return (looks.at(-1) ?? 0) < pairs ? reached : [...reached, pairs];
}

/** Columns have equal length: finished runs report all metrics (`incomplete-runs.ts`). */
function valuesOf(records: readonly RunRecord[], metric: string): number[] {
  const split = decidingSplit(records, metric);
  return split === null ? [] : seedValues(records, 'baseline', metric, split).map(({ value }) => value);
}

function criticalLooks(looks: readonly number[], share: number) {
  return sequentialLevels(looks, looks).boundaries(share) ?? [];
}

function noiseFloor(values: readonly number[], looks: readonly number[], share: number): NoiseFloor | null {
  if (values.length < 2 || isConstant(values)) return null;
  // Two independent runs differ with twice the variance of one.
  const spread = Math.SQRT2 * standardDeviation(values);
  const pairs = looks.at(-1) ?? 2;
  const level = sequentialLevels(looks, looks).difference(share);
  return {
    standardDeviation: spread,
    interval: standardDeviationInterval(spread, values.length, { level: INTERVAL_LEVEL }),
    detectable: minimumDetectableDifference({
      standardDeviation: spread,
      pairs,
      alpha: level,
      power: PLANNED_POWER,
    }),
    // A prediction interval: the t quantile allows for an estimated spread.
    singleRun: -studentTQuantile(CHANCE / 2, values.length - 1) * spread,
  };
}
