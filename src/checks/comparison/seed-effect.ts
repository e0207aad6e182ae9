import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { plural } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { finalLosses, isNearBest, lossesOf, traceOf } from '../evidence/run-trace.ts';
import { isFine } from '../evidence/shared-predictions.ts';
import { eachModel } from '../subjects.ts';

/**
 * Runs of one model that agree in all losses and predictions are one run, counted several times, and a test on them is void.
 *
 * No two runs may share losses with all their digits, or predictions with probabilities or values. Other values are coarse and
 * repeat by chance, such as an accuracy over 200 examples, or because nothing is left to improve.
 *
 * Runs that agree in all losses of their training are one trained model, even if dropout in the evaluation scores it differently.
 */
export const seedEffect = defineCheck({
  id: 'seed-effect',
  title: 'do different seeds give different runs?',
  isOfSeeds: true,
  invalidates: true,
  seedVaries: 'the evaluation alone',
  early: {
    breaks: 'experiment',
    isCertain: (records, { isSeedUnread = false }) => isSettled(records, isSeedUnread),
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
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, isSeedUnread = false }) {
    const names = metrics.map(({ name }) => name);
    const finished = finishedRuns(records, model);
    const distinct = new Set(finished.map((record) => traceOf(record, names))).size;
    const areAllFine = finished.every(isFineGrained);
    const threshold = areAllFine ? finished.length : Math.min(2, finished.length);
    const base = { value: distinct, threshold };
    if (finished.length < 2)
      return { ...base, status: 'not-checked', message: 'needs at least two finished runs' };
    const trained = trainedModels(finished);
    if (distinct >= threshold && trained.models < finished.length)
      return {
        value: trained.models,
        threshold: finished.length,
        status: 'fail',
        severity: -trained.models,
        message: `${finished.length} seeds trained only ${plural(trained.models, 'model')}: their ${trained.split} loss is the same to the last digit at every epoch. Only the evaluation varies, so the seed does not reach the training`,
        advice: `${ADVICE}, and switch dropout off in the evaluation. Ignore this check if nothing in the training is random`,
      };
    if (distinct >= threshold) {
      const message = `${finished.length} runs, ${distinct === finished.length ? 'all different' : `${distinct} different ones`}`;
      return { ...base, status: 'pass', message };
    }
    const unsure = areAllFine ? null : whyUnsure({ finished, names, isSeedUnread, records });
    if (unsure !== null) return { ...base, status: 'not-checked', message: unsure, advice: SHOW_MORE };
    return {
      ...base,
      status: 'fail',
      severity: -distinct,
      message:
        distinct === 1
          ? `${finished.length} seeds gave the same run, so the seed does not reach the training`
          : `${finished.length} seeds gave only ${distinct} different runs: the seed does not fully reach the training`,
      advice: ADVICE,
    };
  },
});

const ADVICE = "set the framework's seed from CONCLUSIVE_SEED or {seed}, before the model is built";

const SHOW_MORE = 'log losses by epoch, or save predictions with probabilities, to tell runs apart';

/** Why runs with equal coarse values may still differ; null if there are too many for that. */
function whyUnsure({
  finished,
  names,
  isSeedUnread,
  records,
}: {
  readonly finished: readonly RunRecord[];
  readonly names: readonly string[];
  readonly isSeedUnread: boolean;
  readonly records: readonly RunRecord[];
}): string | null {
  const { length } = finished;
  const best = names.find((name) => isNearBest(finished, [{ name }], records));
  if (best !== undefined)
    return `${length} runs report equal values, but ${best} is within a few examples of its best value, so nothing is known about the seed`;
  return length < (isSeedUnread ? UNREAD_RUNS : COARSE_RUNS)
    ? `${length} runs report equal values, which are too coarse to tell ${length} runs from one`
    : null;
}

/** Coarse values repeat by chance, so this many runs must agree. */
const COARSE_RUNS = 5;
/** Fewer do where nothing in command or code takes the seed. */
const UNREAD_RUNS = 3;

/** Whether more runs of the model can't undo a failure on these. */
export function isSettled(records: readonly RunRecord[], isSeedUnread = false): boolean {
  const finished = records.filter(({ status }) => status === 'ok');
  return finished.length >= (isSeedUnread ? UNREAD_RUNS : COARSE_RUNS) || finished.every(isFineGrained);
}

/** The first two digits of a loss hardly differ between runs; ten more, over all losses, do. */
const COMMON_DIGITS = 2;
const FINE_DIGITS = 10;

function hasFineLosses(record: RunRecord): boolean {
  return areFine([...lossesOf(record), ...finalLosses(record)]);
}

function areFine(losses: ReadonlyArray<number | undefined>): boolean {
  let digits = 0;
  // A final loss is often the last epoch's.
  for (const loss of new Set(losses)) {
    if (loss === undefined) continue;
    const mantissa = Math.abs(loss).toExponential().split('e')[0] ?? '';
    digits += Math.max(0, mantissa.replace('.', '').length - COMMON_DIGITS);
    if (digits >= FINE_DIGITS) return true;
  }
  return false;
}

/** Only probabilities have a log loss, and only values a squared error. */
function hasFinePredictions({ predictions, metrics }: RunRecord): boolean {
  const scores = Object.values(metrics);
  return (
    predictions !== null && scores.some(({ log_loss, rmse }) => log_loss !== undefined || rmse !== undefined)
  );
}

export function isFineGrained(record: RunRecord): boolean {
  return hasFineLosses(record) || hasFinePredictions(record);
}

/** Models that the runs trained: as many as runs, unless losses by epoch on training, or else on validation, show fewer. */
export function trainedModels(runs: readonly RunRecord[]) {
  for (const split of ['train', 'validation'] as const) {
    const curves = runs.map((run) => run.curves.flatMap((epoch) => epoch[split].loss ?? []));
    if (!curves.every(({ length }) => length > 0)) continue;
    const models = new Set(curves.map((losses) => losses.join())).size;
    const isShown = curves.every((losses) => tellsModels(losses, models === 1 && runs.length >= COARSE_RUNS));
    return { models: isShown ? models : runs.length, split: split === 'train' ? 'training' : split };
  }
  return { models: runs.length, split: 'training' };
}

/**
 * The first loss may come before any training, and a loss that stays the same shows no training. Rounded losses repeat by chance,
 * except under many seeds.
 */
function tellsModels([, ...losses]: readonly number[], mayBeRounded: boolean): boolean {
  const told = new Set(mayBeRounded ? losses : losses.filter(isFine));
  return told.size > 1 && areFine([...told]);
}
