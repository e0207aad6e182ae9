import { runsOf } from '../../analysis/compare/samples.ts';
import { type RunRecord, SPLITS } from '../../records/record.ts';
import type { Check } from '../check.ts';

/**
 * Whether every seed gives a run of its own. Runs of one model that agree in all losses and predictions were one run,
 * counted several times: twenty of them have the spread of none, and a test on them is void.
 *
 * Losses with all their digits, by epoch or final, and predictions with probabilities or values, are fine-grained, so no two
 * runs may share them. Everything else is coarse and repeats by chance (an accuracy over 200 examples, classes predicted for 30 easy ones, a loss of
 * two digits), so unless every run has the former the check fails only where all runs agree. What a run logs beside its losses
 * and the metrics of the config, such as a time, does not count.
 *
 * @param seedLines what sets the seed in the program's framework, for the advice
 */
export function checkSeedEffect(
  records: readonly RunRecord[],
  model: string,
  metrics: readonly string[],
  seedLines: string | null = null,
): Check {
  const finished = runsOf(records, model).filter(({ status }) => status === 'ok');
  const distinct = new Set(finished.map((record) => traceOf(record, metrics))).size;
  const isFine = finished.every(isFineGrained);
  const threshold = isFine ? finished.length : Math.min(2, finished.length);
  const base = { id: 'seed-effect', model, value: distinct, threshold, interval: null } as const;
  if (finished.length < 2) {
    return { ...base, status: 'not-checked', message: 'needs at least two finished runs', advice: null };
  }
  if (distinct >= threshold) {
    const message = `${finished.length} runs, ${distinct === finished.length ? 'all different' : `${distinct} different ones`}`;
    return { ...base, status: 'pass', message, advice: null };
  }
  return {
    ...base,
    status: 'fail',
    severity: -distinct,
    message:
      distinct === 1
        ? `${finished.length} seeds gave one and the same run: the seed does not reach the training`
        : `${finished.length} seeds gave only ${distinct} different runs: the seed does not fully reach the training`,
    advice: `set the seed of the framework from CONCLUSIVE_SEED or {seed} before the model is built${seedLines === null ? '' : `, ${seedLines}`}`,
  };
}

/** Of each loss the first two digits hardly differ between runs; ten digits beyond them, over all losses, do. */
const COMMON_DIGITS = 2;
const FINE_DIGITS = 10;

function hasFineLosses(record: RunRecord): boolean {
  let digits = 0;
  // A final loss is often that of the last epoch, and tells nothing beside it.
  for (const loss of new Set([...lossesOf(record), ...finalLosses(record)])) {
    if (loss === undefined) continue;
    const mantissa = Math.abs(loss).toExponential().split('e')[0] ?? '';
    digits += Math.max(0, mantissa.replace('.', '').length - COMMON_DIGITS);
    if (digits >= FINE_DIGITS) return true;
  }
  return false;
}

function lossesOf({ curves }: RunRecord): Array<number | undefined> {
  return curves.flatMap(({ train, validation }) => [train.loss, validation.loss]);
}

function finalLosses({ metrics }: RunRecord): Array<number | undefined> {
  return SPLITS.map((split) => metrics[split]?.loss);
}

/** Predictions are scored by what they hold: only probabilities give a log loss, and only values a squared error. */
function hasFinePredictions({ predictions, metrics }: RunRecord): boolean {
  const scores = Object.values(metrics);
  return (
    predictions !== null && scores.some(({ log_loss, rmse }) => log_loss !== undefined || rmse !== undefined)
  );
}

function isFineGrained(record: RunRecord): boolean {
  return hasFineLosses(record) || hasFinePredictions(record);
}

/** What makes two runs one: equal for runs that are the same in all that counts. */
export function traceOf(record: RunRecord, names: readonly string[]): string {
  const { metrics, predictions } = record;
  const declared = Object.values(metrics).map((values) => names.map((name) => values[name]));
  return JSON.stringify([predictions?.sha256, lossesOf(record), finalLosses(record), declared]);
}

/** What is coarse repeats by chance: this many runs have to agree in all of it before the rest is taken to be no different. */
const COARSE_RUNS = 5;

/** Whether the runs so far settle that the check will fail, whatever the others would be. */
export function isSeedIgnored(
  records: readonly RunRecord[],
  model: string,
  metrics: readonly string[],
): boolean {
  if (checkSeedEffect(records, model, metrics).status !== 'fail') return false;
  const finished = runsOf(records, model).filter(({ status }) => status === 'ok');
  return finished.length >= COARSE_RUNS || finished.every(isFineGrained);
}
