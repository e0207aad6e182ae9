/** Chooses the curves, epochs and range of the loss chart. */
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import type { Check } from '../../../checks/check.ts';
import { traitsOf } from '../../../checks/registry.ts';
import { plain } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { code, join, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import { niceRange, withLabels } from './nice-scale.ts';

export interface LossLine {
  /** 0 is the baseline. */
  readonly model: number;
  readonly split: 'training' | 'validation';
  readonly values: readonly number[];
}

export interface LossChart {
  /** Null in a low chart, whose legend has the title. */
  readonly title: string | null;
  readonly height: number;
  readonly epochs: readonly number[];
  readonly lines: readonly LossLine[];
  readonly low: number;
  readonly high: number;
  readonly legend: Phrase;
}

const VARIANT_COLOURS = ['blue', 'orange', 'purple'] as const;

const ROOM_FOR_TITLES = 150;
/** Lower charts have room for `FEW_LABELS` on an axis. */
const ROOM_FOR_LABELS = 200;
const FEW_LABELS = 12;

export function lossChart(view: View, maxPoints: number, height = 230): LossChart | null {
  const drawn = [view.baseline?.name ?? null, ...drawnVariants(view)].flatMap((name, model) => {
    const curve = usable(view, name);
    return curve === null ? [] : [{ curve, model }];
  });
  const curves = drawn.map(({ curve }) => curve);
  const shortest = Math.min(...curves.map(({ epochs }) => epochs.length));
  if (curves.length === 0 || shortest < 2) return null;
  const from = firstDrawn(view, curves, shortest);
  const kept = spacedIndices(shortest - from, maxPoints).map((i) => from + i);
  const epochs = kept.map((i) => curves[0]?.epochs[i] ?? i + 1);
  const lines = drawn.flatMap(({ curve, model }) => linesOf(curve, model, kept));
  const losses = lines.flatMap(({ values }) => values);
  if (losses.some((loss) => Math.abs(loss) > LARGEST_DRAWN)) return null;
  const range = niceRange(losses);
  const [low, high] = height < ROOM_FOR_LABELS ? withLabels(range, FEW_LABELS) : range;
  const runs = Math.max(...curves.map((curve) => curve.runs));
  const words = legend(drawn, kept, epochs);
  const seeds = plural(runs, 'seed');
  const isLow = height < ROOM_FOR_TITLES;
  return {
    title: isLow ? null : `Loss by epoch, mean over ${seeds}`,
    legend: isLow ? say`Mean loss of ${seeds}. ${words}` : words,
    height,
    epochs,
    lines,
    low,
    high,
  };
}

/** Variants with a warning about their curves, else the headline's, else the first. */
export function drawnVariants(view: View): readonly string[] {
  const { lead, result } = view;
  const warned = warnedModels(result.checks);
  const order = [...new Set([lead?.variant, ...view.variants])].filter(
    (name): name is string => name !== undefined && usable(view, name) !== null,
  );
  const named = order.filter((name) => warned.has(name));
  return (named.length > 0 ? named : order.slice(0, 1)).slice(0, VARIANT_COLOURS.length);
}

function warnedModels(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(
    checks
      .filter(({ id, status }) => traitsOf(id).isSeenInCurves && (status === 'warn' || status === 'fail'))
      .flatMap(({ model }) => model ?? []),
  );
}

const FEWEST_DRAWN = 5;

/** Skips the first epochs if their fall would hide a later rise that a check warns about. */
function firstDrawn(view: View, curves: readonly MeanCurve[], length: number): number {
  const warned = warnedModels(view.result.checks);
  const lowest = curves
    .filter(({ model, validation }) => warned.has(model) && validation.length > 0)
    .map(({ validation }) => {
      const seen = validation.slice(0, length);
      return seen.indexOf(Math.min(...seen));
    });
  if (lowest.length === 0) return 0;
  const best = Math.min(...lowest);
  return Math.max(0, Math.min(best - Math.max(1, length - 1 - best), length - FEWEST_DRAWN));
}

/** A loss this large has diverged; its labels would not fit. */
const LARGEST_DRAWN = 1e9;

/** The curve up to its first number that is not finite. */
function usable(view: View, name: string | null): MeanCurve | null {
  const curve = view.result.curves.find(({ model }) => model === name);
  if (curve === undefined) return null;
  const length = Math.min(
    curve.epochs.length,
    curve.train.length || Infinity,
    curve.validation.length || Infinity,
  );
  const bad = curve.epochs.findIndex(
    (epoch, i) => ![epoch, curve.train[i] ?? 0, curve.validation[i] ?? 0].every(Number.isFinite),
  );
  const end = bad === -1 ? length : Math.min(length, bad);
  if (end < 2 || (curve.train.length === 0 && curve.validation.length === 0)) return null;
  return {
    ...curve,
    epochs: curve.epochs.slice(0, end),
    train: curve.train.slice(0, end),
    validation: curve.validation.slice(0, end),
  };
}

function linesOf(curve: MeanCurve, model: number, kept: readonly number[]): readonly LossLine[] {
  const splits = [
    ['training', curve.train],
    ['validation', curve.validation],
  ] as const;
  return splits
    .filter(([, values]) => values.length > 0)
    .map(([split, values]) => ({ model, split, values: kept.map((i) => values[i] ?? 0) }));
}

/** At most `max` of 0 … length − 1, evenly spaced, with both ends. */
export function spacedIndices(length: number, max: number): readonly number[] {
  if (length <= max) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: max }, (_, i) => Math.round((i * (length - 1)) / (max - 1)));
}

/** The value at its end identifies a line without colour. */
function legend(
  drawn: ReadonlyArray<{ readonly curve: MeanCurve; readonly model: number }>,
  kept: readonly number[],
  epochs: readonly number[],
): Phrase {
  const curves = drawn.map(({ curve }) => curve);
  const names = drawn.map(({ curve, model }) => {
    const colour = model === 0 ? 'grey' : (VARIANT_COLOURS[model - 1] ?? 'blue');
    const { validation, train } = curve;
    const end = (validation.length > 0 ? validation : train)[kept.at(-1) ?? 0];
    const to = end === undefined ? '' : `, ends at ${plain(end)}`;
    return say`${colour.charAt(0).toUpperCase()}${colour.slice(1)}: ${code(curve.model)}${to}.`;
  });
  const both = curves.every(({ train, validation }) => train.length > 0 && validation.length > 0);
  const shades = both
    ? 'Pale: training. Strong: validation.'
    : curves.every(({ train }) => train.length > 0)
      ? 'Lines: training loss.'
      : 'Lines: validation loss.';
  const first = epochs[0] ?? 0;
  const last = epochs.at(-1) ?? 0;
  const isCutOff = first > (curves[0]?.epochs[0] ?? first);
  const start = isCutOff ? [say`Epochs before ${first} are left out.`] : [];
  const longest = Math.max(...curves.map((curve) => curve.epochs.at(-1) ?? 0));
  const end = longest > last ? [say`The shortest curve ends at epoch ${last}.`] : [];
  return join([...names, say`${shades}`, ...start, ...end], ' ');
}
