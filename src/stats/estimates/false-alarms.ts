/**
 * The false-alarm rate of a paired t test, measured on runs of one model.
 *
 * Runs are shuffled and paired, half against half, and the whole design (all looks, all metrics) is applied: all alarms are
 * false. The interval is a percentile bootstrap over runs. It shows the effect of skewed or outlying values; shuffling hides
 * dependence between runs, for which see `bartelsTest`. Runs must be exchangeable.
 */
import { quantile } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { type Random, randomInteger, shuffle } from '../random.ts';

export interface CriticalLook {
  readonly pairs: number;
  /** |t| of an alarm. */
  readonly critical: number;
}

export interface FalseAlarmRate {
  readonly rate: number;
  readonly interval: Interval;
  readonly splits: number;
}

const SPLITS = 5000;
const RESAMPLES = 200;
const RESAMPLED_SPLITS = 300;

/**
 * @param runs one row per run with its values of a family of metrics, any of which raises the alarm
 * @param looks rising, at most half of the runs
 */
export function falseAlarmRate(
  runs: ReadonlyArray<readonly number[]>,
  looks: readonly CriticalLook[],
  { level = 0.95, random }: { level?: number; random: Random },
): FalseAlarmRate {
  if (runs.length < 4) throw new StatisticsError('falseAlarmRate requires at least four runs');
  const last = looks.at(-1)?.pairs ?? 0;
  if (last < 2 || 2 * last > runs.length)
    throw new StatisticsError(
      `falseAlarmRate requires a last look at 2 to ${Math.floor(runs.length / 2)} pairs, half of the runs, but it is at ${last}`,
    );
  for (const run of runs) requireFinite('falseAlarmRate', run);
  const rate = shareOfAlarms(runs, looks, SPLITS, random);
  const rates = Array.from({ length: RESAMPLES }, () => {
    const drawn = runs.map(() => runs[randomInteger(random, runs.length)] as readonly number[]);
    return shareOfAlarms(drawn, looks, RESAMPLED_SPLITS, random);
  });
  const low = Math.min(rate, quantile(rates, (1 - level) / 2));
  const high = Math.max(rate, quantile(rates, (1 + level) / 2));
  return { rate, interval: { level, low, high }, splits: SPLITS };
}

function shareOfAlarms(
  runs: ReadonlyArray<readonly number[]>,
  looks: readonly CriticalLook[],
  splits: number,
  random: Random,
): number {
  const order = runs.map((_, index) => index);
  const metrics = runs[0]?.length ?? 0;
  let alarms = 0;
  for (let split = 0; split < splits; split++) {
    shuffle(order, random);
    alarms += alarmIn(runs, order, looks, metrics) ? 1 : 0;
  }
  return alarms / splits;
}

function alarmIn(
  runs: ReadonlyArray<readonly number[]>,
  order: readonly number[],
  looks: readonly CriticalLook[],
  metrics: number,
): boolean {
  for (let metric = 0; metric < metrics; metric++) {
    let [pairs, mean, squares] = [0, 0, 0];
    for (const look of looks) {
      for (; pairs < look.pairs; pairs++) {
        const one = runs[order[2 * pairs] as number]?.[metric] as number;
        const other = runs[order[2 * pairs + 1] as number]?.[metric] as number;
        const step = one - other - mean;
        mean += step / (pairs + 1);
        squares += step * (one - other - mean);
      }
      const standardError = Math.sqrt(squares / (pairs - 1) / pairs);
      if (standardError > 0 && Math.abs(mean) >= look.critical * standardError) return true;
    }
  }
  return false;
}
