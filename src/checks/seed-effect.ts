import { runsOf } from '../analysis/samples.ts';
import type { RunRecord } from '../records/record.ts';
import type { Check } from './check.ts';

/**
 * Whether every seed gives a run of its own. Runs of one model that agree in all losses and predictions were one run,
 * counted several times: twenty of them have the spread of none, and a test on them is void.
 *
 * Losses by epoch and predictions are fine-grained, so no two runs may share them. Metrics alone are coarse (an accuracy over 200
 * examples often repeats), so without the former the check fails only where all runs agree. What a run logs beside its
 * losses and the metrics of the config, such as a time, does not count.
 */
export function checkSeedEffect(
  records: readonly RunRecord[],
  model: string,
  metrics: readonly string[],
): Check {
  const finished = runsOf(records, model).filter(({ status }) => status === 'ok');
  const distinct = new Set(finished.map((record) => traceOf(record, metrics))).size;
  const isFine = finished.every(({ curves, predictions }) => curves.length > 0 || predictions !== null);
  const threshold = isFine ? finished.length : Math.min(2, finished.length);
  const base = { id: 'seed-effect', model, value: distinct, threshold, interval: null } as const;
  if (finished.length < 2) {
    return { ...base, status: 'not-checked', message: 'needs at least two finished runs', advice: null };
  }
  if (distinct >= threshold) {
    const message = `${finished.length} seeds gave ${distinct === finished.length ? 'as many' : distinct} different runs`;
    return { ...base, status: 'pass', message, advice: null };
  }
  return {
    ...base,
    status: 'fail',
    message:
      distinct === 1
        ? `${finished.length} seeds gave one and the same run: the seed does not reach the training`
        : `${finished.length} seeds gave only ${distinct} different runs: the seed does not fully reach the training`,
    advice: 'set the seed of the framework from CONCLUSIVE_SEED or {seed} before the model is built',
  };
}

/** What makes two runs one: equal for runs that are the same in all that counts. */
export function traceOf({ curves, metrics, predictions }: RunRecord, names: readonly string[]): string {
  const losses = curves.map(({ train, validation }) => [train.loss, validation.loss]);
  const declared = Object.values(metrics).map((values) => names.map((name) => values[name]));
  return JSON.stringify([predictions?.sha256, losses, declared]);
}
