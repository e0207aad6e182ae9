import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import { mean } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { type MeanOverRuns, meanOverRuns } from '../mean-over-runs.ts';
import { showScore } from '../show-score.ts';
import { eachModel, levelPerModel, primaryMetrics } from '../subjects.ts';
import { notChecked, show, showBounds } from '../words.ts';

/** `chance` is what guessing gets, whatever the frequencies of the classes; `hardly` is little more. */
const GUESSING = [
  { name: 'mcc', chance: 0, hardly: 0.05 },
  { name: 'auroc', chance: 0.5, hardly: 0.525 },
  { name: 'r2', chance: 0, hardly: 0.02 },
  { name: 'cohen_kappa', chance: 0, hardly: 0.05 },
  { name: 'kappa', chance: 0, hardly: 0.05 },
] as const;
/** These are 0 if a model never gives one of two answers. Other values say nothing, because guessing depends on the classes. */
const DEGENERATE = [
  { name: 'recall', chance: 0, hardly: 0.01 },
  { name: 'f1', chance: 0, hardly: 0.01 },
] as const;
/** A mean below this part of the way from guessing to the best value is weak. */
const WEAK = 0.25;
/** Share of runs that are no better than guessing. */
const SOME = 0.25;
/** The log loss of guessing among k equally frequent classes is ln k, within this part of it. */
const NEAR_LOSS = 0.02;
const LOSSES = ['log_loss', 'loss'];

/**
 * A model that does no better than guessing has broken training or data, so a comparison with it says nothing. The first metric
 * counts for which guessing is known; else recall or F1 of 0, or an accuracy of 1/k with a log loss of ln k.
 */
export const chance = defineCheck({
  id: 'metrics/chance',
  title: 'is a model better than guessing?',
  threshold: 0,
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }) {
    const [primary] = primaryMetrics(metrics);
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
          status: 'warn',
          severity: -uniform.accuracy,
          message: `no better than guessing among ${uniform.classes} classes: accuracy ${showScore(ACCURACY, uniform.accuracy)} with a loss of ${show(uniform.loss)}. ${WHY}`,
          advice: ADVICE,
        };
    }
    if (primary === undefined || first === undefined)
      return notChecked('needs predictions of classes, or MCC, AUROC, kappa or R²');
    const { known, found, isGuessing } = first;
    const size = `${known.name} ${show(found.value)} ${showBounds(found.interval)}, where guessing gets ${known.chance}`;
    const base = { threshold: known.hardly, value: found.value, interval: found.interval };
    const scores = valuesOf(primary.name);
    if (!isGuessing) return { ...base, status: 'pass', message: size };
    return {
      ...base,
      status: 'warn',
      severity: -found.value,
      message: `no better than guessing: ${primary.name} ${showScore(primary, mean(scores))} with ${known.name} ${show(found.value)}. ${WHY}`,
      evidence: size,
      advice: ADVICE,
    };
  },
});

const WHY = 'A comparison with it says nothing';
const ADVICE =
  'check for training data in sorted order, shuffled labels, a wrong learning rate, or missing inputs';
const ACCURACY = { name: 'accuracy', unit: 'percent' } as const;

interface Known {
  readonly chance: number;
  readonly hardly: number;
}

function isGuess({ chance, hardly }: Known, { value, interval }: MeanOverRuns): boolean {
  return value < hardly && interval.low <= (chance + hardly) / 2;
}

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

/** An accuracy of 1/k and a loss of ln k hardly agree by chance. */
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
