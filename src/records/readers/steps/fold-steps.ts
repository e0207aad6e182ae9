import { epochsCountedBeside } from './epochs-beside-steps.ts';
import { lastAtOrBefore, type Series } from './step-series.ts';

/** Charts and checks need no more. */
const MAX_POINTS = 1000;
/** Metrics share the values that a record may hold. */
const MAX_VALUES = 200_000;
const MIN_POINTS = 20;

export interface Point {
  readonly epoch: number;
  readonly values: ReadonlyArray<{ readonly series: Series; readonly value: number }>;
}

export interface Folded {
  readonly points: readonly Point[];
  /** False if steps stand for epochs. */
  readonly countsEpochs: boolean;
  readonly notes: readonly string[];
}

/**
 * Each evaluation on validation is a point. Training values since the previous point are averaged, because single
 * batches are noisy. Other splits give their last value. Without validation, training values are the points. Beyond
 * `MAX_POINTS`, neighbouring points are joined in groups of equal size.
 *
 * @param epochs the epoch by step if the tool logs it; else the step stands for the epoch
 * @example validation at steps 10, 20 and a training loss at every step -> two points with means over 10 steps
 */
export function foldSteps(all: readonly Series[], epochs: Series): Folded {
  const counted = epochsCountedBeside(all, epochs);
  if (counted !== null) {
    const { points, notes } = joinPoints(counted.series, counted.epochs);
    return { points, notes: [...counted.notes, ...notes], countsEpochs: true };
  }
  const notes: string[] = [];
  const evaluations = distinctSteps(all, 'validation');
  const lastStep = lastOf(all, 'train');
  const clash = describeClash(lastStep, evaluations);
  if (clash !== null) notes.push(clash);
  const series = clash === null ? all : all.filter(({ split }) => split !== 'train');
  const bounds =
    evaluations.length === 0
      ? lastOfEpochs(distinctSteps(all, 'train'), epochs)
      : withTail(evaluations, lastOf(series, 'train'));
  const joined = joinPoints(series, bounds, all);
  const ends = joined.points.map(({ epoch }) => epoch);
  const axis = toEpochs(ends, epochs);
  return {
    points: joined.points.map(({ values }, index) => ({ epoch: axis[index] as number, values })),
    countsEpochs: axis !== ends,
    notes: [...notes, ...joined.notes],
  };
}

/**
 * @param bounds last step of each point
 * @param all test values make a point if there is no other
 */
function joinPoints(
  series: readonly Series[],
  bounds: readonly number[],
  all: readonly Series[] = series,
): Pick<Folded, 'points' | 'notes'> {
  const notes: string[] = [];
  const limit = Math.min(MAX_POINTS, Math.max(MIN_POINTS, Math.floor(MAX_VALUES / Math.max(1, all.length))));
  const size = Math.ceil(bounds.length / limit);
  if (size > 1) notes.push(`the ${bounds.length} points of the curves were combined in groups of ${size}`);
  // Counted from the end, so that the last point is complete.
  const kept = bounds.filter((_, index) => (bounds.length - 1 - index) % size === 0);
  const ends = kept.length > 0 ? kept : distinctSteps(all, 'test', 'shifted').slice(-1);
  const values: Array<Array<{ series: Series; value: number }>> = ends.map(() => []);
  for (const one of series) {
    for (const [index, value] of foldSeries(one, ends)) values[index]?.push({ series: one, value });
  }
  return { points: ends.map((epoch, index) => ({ epoch, values: values[index] ?? [] })), notes };
}

/** Series of millions of steps mostly share them. */
function distinctSteps(all: readonly Series[], ...splits: ReadonlyArray<Series['split']>): readonly number[] {
  const chosen = all.filter(({ split }) => splits.includes(split)).map(({ steps }) => steps);
  return chosen.reduce<readonly number[]>(
    (union, steps) => (areEqual(union, steps) ? union : merge(union, steps)),
    [],
  );
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function merge(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  const union: number[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    union.push(next);
    if (a[i] === next) i += 1;
    if (b[j] === next) j += 1;
  }
  return union;
}

function lastOf(all: readonly Series[], wanted: Series['split']): number {
  const last = all.filter(({ split }) => split === wanted).map(({ steps }) => steps.at(-1) ?? 0);
  return Math.max(Number.NEGATIVE_INFINITY, ...last);
}

/** Training after the last evaluation gets its own point. */
function withTail(evaluations: readonly number[], lastStep: number): readonly number[] {
  return lastStep > (evaluations.at(-1) ?? 0) ? [...evaluations, lastStep] : evaluations;
}

/** Detects a loop that counts batches for training and epochs for validation: their steps are not comparable. */
function describeClash(lastStep: number, evaluations: readonly number[]): string | null {
  const lastEvaluation = evaluations.at(-1) ?? 0;
  if (evaluations.length < 2 || lastStep <= 2 * lastEvaluation + 1) return null;
  return (
    `training values go to step ${lastStep} and validation values to step ${lastEvaluation}, so they count different ` +
    'things and the training curve was left out; log both against the same step'
  );
}

/** Index and value of each point. Later values belong to the last point. */
function* foldSeries({ split, steps, values }: Series, ends: readonly number[]): Generator<[number, number]> {
  let at = 0;
  for (const [index, end] of ends.entries()) {
    const limit = index === ends.length - 1 ? Number.POSITIVE_INFINITY : end;
    let sum = 0;
    let count = 0;
    for (; at < steps.length && (steps[at] as number) <= limit; at += 1) {
      sum += values[at] as number;
      count += 1;
    }
    if (count === 0) continue;
    yield [index, split === 'train' && count > 1 ? sum / count : (values[at - 1] as number)];
  }
}

function lastOfEpochs(steps: readonly number[], epochs: Series): readonly number[] {
  if (epochs.steps.length === 0) return steps;
  const within = epochsAt(steps, epochs);
  return steps.filter((_, index) => within[index] !== within[index + 1]);
}

/** Epochs of the points, or the steps if epochs are missing or not distinct. */
function toEpochs(ends: readonly number[], stated: Series): readonly number[] {
  if (stated.steps.length === 0) return ends;
  const epochs = epochsAt(ends, stated);
  const areApart = epochs.every((epoch, index) => index === 0 || epoch > (epochs[index - 1] as number));
  return areApart && epochs.every((epoch) => epoch >= 0) ? epochs : ends;
}

/** The epoch last stated at or before each step. */
function epochsAt(ends: readonly number[], { steps, values }: Series): readonly number[] {
  const find = lastAtOrBefore(steps);
  return ends.map((end) => values[find(end)] as number);
}
