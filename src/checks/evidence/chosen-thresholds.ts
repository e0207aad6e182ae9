/** Finds out whether the threshold of a binary classifier was chosen on the test set. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import { createRandom, shuffle } from '../../stats/random.ts';

export interface ChosenThreshold {
  readonly model: string;
  readonly metric: string;
  readonly runs: number;
  /** Thresholds of the runs, from the lowest to the highest. */
  readonly from: number;
  readonly to: number;
}

/** Right and wrong answers; the second word is the answer. */
interface Counts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

const f1 = (right: number, wrong: number) => (right === 0 ? 0 : (2 * right) / (2 * right + wrong));
const SCORES: Readonly<Record<string, (counts: Counts) => number>> = {
  accuracy: (of) => of.truePositive + of.trueNegative,
  f1: (of) => f1(of.truePositive, of.falsePositive + of.falseNegative),
  macro_f1: (of) =>
    f1(of.truePositive, of.falsePositive + of.falseNegative) +
    f1(of.trueNegative, of.falsePositive + of.falseNegative),
  balanced_accuracy: (of) =>
    of.truePositive / Math.max(1, of.truePositive + of.falseNegative) +
    of.trueNegative / Math.max(1, of.trueNegative + of.falsePositive),
};

const FEWEST_RUNS = 3;
/** A threshold that was chosen elsewhere is the best on test in all runs with at most this probability. */
const CHANCE = 0.001;
const HALVES = 40;

/** Reads all finished runs of each model, for the first metric of these that has a best threshold. */
export async function findChosenThresholds(
  models: readonly string[],
  metrics: readonly string[],
  records: readonly RunRecord[],
  readerOf: (split: Split) => SplitReader,
): Promise<ChosenThreshold[]> {
  const metric = metrics.find((name) => Object.hasOwn(SCORES, name));
  const found: ChosenThreshold[] = [];
  if (metric === undefined) return found;
  for (const model of models) {
    try {
      const runs: Binary[] = [];
      for (const run of finishedRuns(records, model)) {
        const test = readerOf('test');
        const own = toBinary(await test.read(run), test.labels());
        // Most programs take 0.5, so that one run settles it.
        if (thresholdOf(own) === null) throw new NothingChosen('has the default threshold');
        runs.push({ ...own, validation: await validationOf(run, readerOf('validation')) });
      }
      const thresholds = chosenOnTest(runs, metric);
      if (thresholds === null) continue;
      const sorted = thresholds.toSorted((a, b) => a - b);
      found.push({
        model,
        metric,
        runs: runs.length,
        from: sorted[0] as number,
        to: sorted.at(-1) as number,
      });
    } catch (error) {
      if (!isUnusable(error) && !(error instanceof NothingChosen)) throw error;
    }
  }
  return found;
}

/** Ends the search in a model whose threshold cannot have been chosen. */
class NothingChosen extends Error {}

interface Scored {
  readonly labels: ArrayLike<number>;
  /** P(class 1). */
  readonly probabilities: ArrayLike<number>;
}

interface Binary extends Scored {
  readonly predictions: ArrayLike<number>;
  readonly validation?: Scored | null;
}

function toBinary({ predictions, probabilities }: RunPredictions, labels: ArrayLike<number>): Binary {
  const ofClassOne = probabilities?.ofClassOne;
  if (ofClassOne == null) throw new NothingChosen('needs probabilities of two classes');
  return { labels, predictions, probabilities: ofClassOne };
}

async function validationOf(run: RunRecord, reader: SplitReader): Promise<Scored | null> {
  try {
    return toBinary(await reader.read(run), reader.labels());
  } catch (error) {
    if (isUnusable(error) || error instanceof NothingChosen) return null;
    throw error;
  }
}

/**
 * The threshold lies between the highest probability that is answered with class 0 and the lowest one with class 1. It is chosen on
 * test if no other has a better score there in any run, and chance does not explain that. How often a threshold that is the best on
 * one half of the test set is also the best on the other half shows that chance. One number that fits all runs was set in the program;
 * such runs are alike, so they count once.
 *
 * @returns the thresholds; null for 0.5, for one that is the best on validation as well, and if it was not chosen on test
 */
export function chosenOnTest(runs: readonly Binary[], metric: string): readonly number[] | null {
  const scoreOf = SCORES[metric];
  if (scoreOf === undefined || runs.length < FEWEST_RUNS) return null;
  const thresholds: number[] = [];
  const chances: number[] = [];
  let [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [index, run] of runs.entries()) {
    const between = thresholdOf(run);
    if (between === null) return null;
    const [below, at] = between;
    if (!isBestAt(run, at, scoreOf)) return null;
    if (run.validation != null && isBestAt(run.validation, at, scoreOf)) return null;
    chances.push(chanceOfBest(run, scoreOf, index));
    [lowest, highest] = [Math.max(lowest, below), Math.min(highest, at)];
    thresholds.push(at);
  }
  const isOneNumber = lowest < highest;
  const chance = isOneNumber ? Math.min(...chances) : chances.reduce((product, one) => product * one, 1);
  return chance <= CHANCE ? thresholds : null;
}

/** null for the default of 0.5, and if no threshold gives these predictions. */
function thresholdOf({ predictions, probabilities }: Binary): readonly [below: number, at: number] | null {
  let below = Number.NEGATIVE_INFINITY;
  let above = Number.POSITIVE_INFINITY;
  for (let example = 0; example < predictions.length; example++) {
    const probability = probabilities[example] as number;
    if (predictions[example] === 1) above = Math.min(above, probability);
    else below = Math.max(below, probability);
  }
  if (below >= above || !Number.isFinite(below) || !Number.isFinite(above)) return null;
  return below <= 0.5 && above >= 0.5 ? null : [below, above];
}

function isBestAt(scored: Scored, threshold: number, scoreOf: (counts: Counts) => number): boolean {
  const { best, at } = bestOf(scored, scoreOf, threshold);
  return at >= best - 1e-12 * Math.abs(best);
}

/** The best score over all thresholds, one threshold with it, and the score at the given one. */
function bestOf({ labels, probabilities }: Scored, scoreOf: (counts: Counts) => number, given: number) {
  const order = Array.from(probabilities, (_, example) => example).sort(
    (a, b) => (probabilities[b] as number) - (probabilities[a] as number),
  );
  const positives = order.filter((example) => labels[example] === 1).length;
  const countsAt = (taken: number, right: number): Counts => ({
    truePositive: right,
    falsePositive: taken - right,
    falseNegative: positives - right,
    trueNegative: order.length - positives - (taken - right),
  });
  let right = 0;
  let [best, threshold] = [scoreOf(countsAt(0, 0)), Number.POSITIVE_INFINITY];
  let at = best;
  for (const [place, example] of order.entries()) {
    right += labels[example] === 1 ? 1 : 0;
    const probability = probabilities[example] as number;
    const next = order[place + 1];
    if (next !== undefined && probabilities[next] === probability) continue;
    const score = scoreOf(countsAt(place + 1, right));
    if (probability >= given) at = score;
    if (score > best) [best, threshold] = [score, probability];
  }
  return { best, threshold, at };
}

function chanceOfBest({ labels, probabilities }: Scored, scoreOf: (counts: Counts) => number, run: number) {
  const random = createRandom('checks', 'threshold', run);
  const places = Array.from(labels, (_, example) => example);
  const half = Math.floor(places.length / 2);
  const pick = (rows: readonly number[]): Scored => ({
    labels: rows.map((row) => labels[row] as number),
    probabilities: rows.map((row) => probabilities[row] as number),
  });
  let hits = 1;
  for (let draw = 0; draw < HALVES; draw++) {
    shuffle(places, random);
    const { threshold } = bestOf(pick(places.slice(0, half)), scoreOf, 0);
    if (isBestAt(pick(places.slice(half)), threshold, scoreOf)) hits++;
  }
  return hits / (HALVES + 1);
}
