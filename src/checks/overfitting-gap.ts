import type { RunRecord } from '../records/record.ts';
import { mean } from '../stats/describe.ts';
import { pairedT } from '../stats/paired-t.ts';
import type { Check } from './check.ts';

const ID = 'overfitting/gap';
const LEVEL = 0.95;

/**
 * The generalisation gap of one model at its last epoch: validation loss minus training loss, mean over seeds with a
 * Student-t interval. Warns where the gap is conclusively wider than `threshold` and the validation loss has turned:
 * a gap alone is no harm, further training that only widens it is.
 */
export function checkOverfittingGap(records: readonly RunRecord[], model: string, threshold: number): Check {
  const base = { id: ID, model, threshold } as const;
  const runs = records
    .filter((record) => record.model === model && record.status === 'ok')
    .flatMap((record) => {
      const curve = record.curves.flatMap(({ epoch, train, validation }) =>
        train.loss === undefined || validation.loss === undefined
          ? []
          : [{ epoch, train: train.loss, validation: validation.loss }],
      );
      return curve.length < 2 ? [] : [curve];
    });
  if (runs.length < 2) {
    return notChecked(
      base,
      'needs at least two finished runs that report training and validation loss by epoch',
    );
  }
  const last = runs.map((curve) => curve[curve.length - 1] as (typeof curve)[number]);
  const gaps = last.map(({ train, validation }) => validation - train);
  // Runs that agree to the last digit have no spread; their gap is then known without one.
  const spread = gaps.some((gap) => gap !== gaps[0]);
  const interval = spread
    ? pairedT(gaps, { level: LEVEL }).interval
    : { level: LEVEL, low: gaps[0] as number, high: gaps[0] as number };
  const best = mean(runs.map((curve) => Math.min(...curve.map(({ validation }) => validation))));
  const bestEpoch = Math.round(
    mean(
      runs.map(
        (curve) => curve.reduce((low, point) => (point.validation < low.validation ? point : low)).epoch,
      ),
    ),
  );
  const end = mean(last.map(({ validation }) => validation));
  const lastEpoch = Math.max(...last.map(({ epoch }) => epoch));
  const value = mean(gaps);
  const turned = bestEpoch < lastEpoch && end > best;
  if (interval.low <= threshold || !turned) {
    return {
      ...base,
      status: 'pass',
      value,
      interval,
      message: `gap of validation over training loss ${value.toFixed(3)} at epoch ${lastEpoch}`,
      advice: null,
    };
  }
  return {
    ...base,
    status: 'warn',
    value,
    interval,
    message: `validation loss is lowest at epoch ${bestEpoch} of ${lastEpoch} (${best.toFixed(3)}) and ${end.toFixed(3)} at the end, while the gap to training loss grows to ${value.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`,
    advice: `stop at epoch ${bestEpoch}: ${Math.round(100 * (1 - bestEpoch / lastEpoch))} % less training`,
  };
}

function notChecked(base: Pick<Check, 'id' | 'model' | 'threshold'>, reason: string): Check {
  return { ...base, status: 'not-checked', value: null, interval: null, message: reason, advice: null };
}
