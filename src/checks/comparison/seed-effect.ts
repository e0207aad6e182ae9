import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { finalLosses, isAtBest, lossesOf, traceOf } from '../evidence/run-trace.ts';
import { eachModel } from '../subjects.ts';

/**
 * Whether every seed gives a run of its own. Runs of one model that agree in all losses and predictions were one run,
 * counted several times: twenty of them have the spread of none, and a test on them is void.
 *
 * Losses with all their digits, by epoch or final, and predictions with probabilities or values, are fine-grained, so no two
 * runs may share them. Everything else is coarse and repeats by chance (an accuracy over 200 examples, classes predicted for 30 easy ones, a loss of
 * two digits), so unless every run has the former the check fails only where five runs or more agree in all of it, and not where they agree
 * because nothing is left to improve: an accuracy of 1 is no fault of the seed. What a run logs beside its losses and the metrics of the
 * config, such as a time, does not count.
 */
export const seedEffect = defineCheck({
  id: 'seed-effect',
  title: 'do different seeds give different runs?',
  invalidates: true,
  options: {},
  early: {
    breaks: 'experiment',
    watch({ metrics }) {
      const names = metrics.map(({ name }) => name);
      const traces = new Set<string>();
      // Only a run that was there before can have the check fail.
      return (record, own) => {
        if (record.status !== 'ok') return false;
        const before = traces.size;
        const isRepeated = traces.add(traceOf(record, names)).size === before;
        return isRepeated && isSettled(own, record.model);
      };
    },
  },
  // Runs that repeat in part share more than rounded values. Copied rows of tables have a check of their own.
  reword: ({ status, value, threshold }, source) =>
    status === 'fail' && source === 'table' && threshold === 2
      ? {
          status: 'not-checked',
          message: 'all runs report equal values, which may be ties on a small test set',
          advice: SHOW_MORE,
        }
      : status === 'fail' && value === 1
        ? {
            message:
              'all runs have the same values: they are one run counted several times, or the values were rounded too far',
            advice: 'let the seed reach the training, and write results with all their digits',
          }
        : {},
  needs: ['records', 'seedLines'],
  of: eachModel,
  judge({ model }, { records, metrics, seedLines }) {
    const names = metrics.map(({ name }) => name);
    const finished = finishedRuns(records, model);
    const distinct = new Set(finished.map((record) => traceOf(record, names))).size;
    const isFine = finished.every(isFineGrained);
    const threshold = isFine ? finished.length : Math.min(2, finished.length);
    const base = { value: distinct, threshold, interval: null } as const;
    if (finished.length < 2) {
      return { ...base, status: 'not-checked', message: 'needs at least two finished runs', advice: null };
    }
    if (distinct >= threshold) {
      const message = `${finished.length} runs, ${distinct === finished.length ? 'all different' : `${distinct} different ones`}`;
      return { ...base, status: 'pass', message, advice: null };
    }
    const unsure = isFine ? null : whyUnsure(finished, names);
    if (unsure !== null) return { ...base, status: 'not-checked', message: unsure, advice: SHOW_MORE };
    return {
      ...base,
      status: 'fail',
      severity: -distinct,
      message:
        distinct === 1
          ? `${finished.length} seeds gave the same run, so the seed does not reach the training`
          : `${finished.length} seeds gave only ${distinct} different runs: the seed does not fully reach the training`,
      advice: `set the framework's seed from CONCLUSIVE_SEED or {seed}, before the model is built${seedLines === null ? '' : `, ${seedLines}`}`,
    };
  },
});

const SHOW_MORE = 'log losses by epoch, or save predictions with probabilities, to tell runs apart';

/** Why runs with equal coarse values may still differ; null if there are too many for that. */
function whyUnsure(finished: readonly RunRecord[], names: readonly string[]): string | null {
  const { length } = finished;
  const best = names.find((name) => isAtBest(finished, [{ name }]));
  if (best !== undefined)
    return `${length} runs report equal values, but ${best} is at its best value, so nothing is known about the seed`;
  return length < COARSE_RUNS
    ? `${length} runs report equal values, which are too coarse to tell ${length} runs from one`
    : null;
}

/** Coarse values repeat by chance, so this many runs must agree. */
const COARSE_RUNS = 5;

/** Whether more runs cannot turn a failure. */
export function isSettled(records: readonly RunRecord[], model: string): boolean {
  const finished = finishedRuns(records, model);
  return finished.length >= COARSE_RUNS || finished.every(isFineGrained);
}

/** Of each loss the first two digits hardly differ between runs; ten digits beyond them, over all losses, do. */
const COMMON_DIGITS = 2;
const FINE_DIGITS = 10;

function hasFineLosses(record: RunRecord): boolean {
  let digits = 0;
  // A final loss is often the last epoch's.
  for (const loss of new Set([...lossesOf(record), ...finalLosses(record)])) {
    if (loss === undefined) continue;
    const mantissa = Math.abs(loss).toExponential().split('e')[0] ?? '';
    digits += Math.max(0, mantissa.replace('.', '').length - COMMON_DIGITS);
    if (digits >= FINE_DIGITS) return true;
  }
  return false;
}

/** Predictions are scored by what they hold: only probabilities give a log loss, and only values a squared error. */
function hasFinePredictions({ predictions, metrics }: RunRecord): boolean {
  const scores = Object.values(metrics);
  return (
    predictions !== null && scores.some(({ log_loss, rmse }) => log_loss !== undefined || rmse !== undefined)
  );
}

export function isFineGrained(record: RunRecord): boolean {
  return hasFineLosses(record) || hasFinePredictions(record);
}
