import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import { mean } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { type MeanOverRuns, meanOverRuns } from '../mean-over-runs.ts';
import { showScore } from '../show-score.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showBounds } from '../words.ts';

/** What guessing gets in metrics for which it does not depend on how frequent the classes are, and what is hardly more. */
const GUESSING = [
  { name: 'mcc', chance: 0, hardly: 0.05 },
  { name: 'auroc', chance: 0.5, hardly: 0.525 },
  { name: 'r2', chance: 0, hardly: 0.02 },
  { name: 'cohen_kappa', chance: 0, hardly: 0.05 },
  { name: 'kappa', chance: 0, hardly: 0.05 },
] as const;
/** Zero where a model never gives one of two answers. What guessing gets in them depends on the classes, so nothing else is told by them. */
const DEGENERATE = [
  { name: 'recall', chance: 0, hardly: 0.01 },
  { name: 'f1', chance: 0, hardly: 0.01 },
] as const;
/** Of what lies between guessing and the best value: a mean below it may be guessing where some runs are no better. */
const WEAK = 0.25;
/** Of the runs: no better than guessing. */
const SOME = 0.25;
/** Log loss of guessing among k equally frequent classes is ln k: within this part of it. */
const NEAR_LOSS = 0.02;
const LOSSES = ['log_loss', 'loss'];

/**
 * Whether a model does no better than guessing: its MCC, kappa or R² is about 0 or its AUROC about 0.5, in the mean over runs, or weak, and no
 * better than guessing in a quarter of the runs, and nothing shows that it is above (Student-t interval). Predictions give the MCC, whatever the
 * classes. Without any of these: recall or F1 of 0, or an accuracy of 1/k together with a log loss of ln k, which is what
 * guessing among k equally frequent classes gets. A comparison with such a model says nothing of the
 * change: something in its training or its data is broken.
 */
export const chance = defineCheck({
  id: 'metrics/chance',
  title: 'is a model better than guessing?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }) {
    const primary = metrics.find(({ role }) => role === 'primary');
    const split = primary === undefined ? null : decidingSplit(records, primary.name);
    const confidence = 1 - levelPerModel(setup);
    const valuesOf = (name: string) =>
      split === null ? [] : seedValues(records, model, name, split).map(({ value }) => value);
    const all = [...GUESSING.filter(({ name }) => valuesOf(name).length >= 2).slice(0, 1), ...DEGENERATE];
    const judged = all.flatMap((known) => {
      const values = valuesOf(known.name);
      const found = values.length < 2 ? null : meanOverRuns(values, confidence, 1);
      if (found === null) return [];
      const isMeasure = GUESSING.some((one) => one === known);
      const isGuessing = isGuess(known, found) || (isMeasure && mayBeGuess(known, found, values));
      return [{ known, found, isMeasure, isGuessing }];
    });
    const first = judged.find(({ isMeasure, isGuessing }) => isMeasure || isGuessing);
    if (primary !== undefined && first === undefined) {
      const uniform = uniformGuess(valuesOf);
      if (uniform !== null)
        return {
          threshold: uniform.share,
          value: uniform.accuracy,
          interval: null,
          status: 'warn',
          severity: -uniform.accuracy,
          message: `no better than guessing among ${uniform.classes} classes: accuracy ${showScore(ACCURACY, uniform.accuracy)} with a loss of ${show(uniform.loss)}`,
          advice: ADVICE,
        };
    }
    if (primary === undefined || first === undefined) {
      return notChecked('needs predictions of classes, or MCC, AUROC, kappa or R²', null, 0);
    }
    const { known, found, isGuessing } = first;
    const size = `${known.name} ${show(found.value)} ${showBounds(found.interval)}, where guessing gets ${known.chance}`;
    const base = { threshold: known.hardly, value: found.value, interval: found.interval } as const;
    const scores = valuesOf(primary.name);
    if (!isGuessing) return { ...base, status: 'pass', message: size, advice: null };
    return {
      ...base,
      status: 'warn',
      severity: -found.value,
      message: `no better than guessing: ${primary.name} ${showScore(primary, mean(scores))} with ${known.name} ${show(found.value)}`,
      evidence: size,
      advice: ADVICE,
    };
  },
});

const ADVICE =
  'check for shuffled labels, a wrong learning rate, or missing inputs; comparing with this model says nothing';
const ACCURACY = { name: 'accuracy', unit: 'percent' } as const;

interface Known {
  readonly chance: number;
  readonly hardly: number;
}

function isGuess({ chance, hardly }: Known, { value, interval }: MeanOverRuns): boolean {
  return value < hardly && interval.low <= (chance + hardly) / 2;
}

/** Weak, and in some runs no better than guessing. */
function mayBeGuess(
  { chance, hardly }: Known,
  { value, interval }: MeanOverRuns,
  values: readonly number[],
): boolean {
  const isWeak = value >= hardly && value - chance < WEAK * (1 - chance);
  return (
    isWeak && interval.low <= chance && values.filter((one) => one <= chance).length >= SOME * values.length
  );
}

/** Two numbers that would have to agree by chance: an accuracy of 1/k, as far as runs tell, and a loss of ln k. */
function uniformGuess(valuesOf: (name: string) => number[]) {
  const accuracies = valuesOf('accuracy');
  const losses = LOSSES.map(valuesOf).find(({ length }) => length >= 2);
  if (accuracies.length < 2 || losses === undefined) return null;
  const accuracy = mean(accuracies);
  const loss = mean(losses);
  const classes = Math.round(Math.exp(loss));
  const found = meanOverRuns(accuracies, 0.95, 1);
  const isGuessing =
    classes >= 2 &&
    Math.abs(loss / Math.log(classes) - 1) < NEAR_LOSS &&
    found !== null &&
    found.interval.low <= 1.05 / classes &&
    accuracy <= 1.25 / classes;
  return isGuessing ? { classes, accuracy, loss, share: 1 / classes } : null;
}
