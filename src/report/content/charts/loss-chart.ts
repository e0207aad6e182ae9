/** The chart of training against validation loss: which curves, which epochs, which range. Drawing is the writers' business. */
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import type { Check } from '../../../checks/check.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import { niceRange } from './nice-scale.ts';

export interface LossLine {
  readonly arm: 'baseline' | 'variant';
  readonly split: 'training' | 'validation';
  readonly values: readonly number[];
}

export interface LossChart {
  readonly title: string;
  readonly epochs: readonly number[];
  /** Every line has one value an epoch. */
  readonly lines: readonly LossLine[];
  readonly low: number;
  readonly high: number;
  /** In words, the chart's legend. */
  readonly legend: Phrase;
}

/** Null where no model left a curve of at least two epochs. */
export function lossChart(view: View, variant: string | null, maxPoints: number): LossChart | null {
  const baseline = usable(view, view.baseline?.name ?? null);
  const other = usable(view, variant);
  const curves = [baseline, other].filter((curve) => curve !== null);
  const shortest = Math.min(...curves.map(({ epochs }) => epochs.length));
  if (curves.length === 0 || shortest < 2) return null;
  const kept = spacedIndices(shortest, maxPoints);
  const epochs = kept.map((i) => curves[0]?.epochs[i] ?? i + 1);
  const lines = [...linesOf(baseline, 'baseline', kept), ...linesOf(other, 'variant', kept)];
  const losses = lines.flatMap(({ values }) => values);
  if (losses.some((loss) => Math.abs(loss) > LARGEST_DRAWN)) return null;
  const [low, high] = niceRange(losses);
  const runs = Math.max(...curves.map((curve) => curve.runs));
  return {
    title: `Loss by epoch, mean over ${runs} seed${runs === 1 ? '' : 's'}`,
    epochs,
    lines,
    low,
    high,
    legend: legend(baseline, other, epochs, curves),
  };
}

/**
 * The variant whose curves a reviewer has to see: one with an overfitting alarm, else the headline's. Of several
 * alarming ones the headline's comes first, then the one with the widest gap.
 */
export function mostInteresting(view: View): string | null {
  const { checks } = view.result;
  const alarming = (['fail', 'warn'] as const).flatMap((status) =>
    SEEN_IN_CURVES.flatMap((id) =>
      checks
        .filter((check) => check.status === status && check.id === id)
        .sort((a, b) => priority(view, b) - priority(view, a))
        .map(({ model }) => model),
    ),
  );
  const names = [...alarming, view.lead?.variant, ...view.variants];
  return (
    names.find(
      (name): name is string =>
        typeof name === 'string' && name !== view.baseline?.name && usable(view, name) !== null,
    ) ?? null
  );
}

/** Checks whose finding a reader sees in the chart; values of one are not to be compared with those of another. */
const SEEN_IN_CURVES = ['overfitting/gap', 'overfitting/against-baseline', 'overfitting/best-epoch'];

function priority({ lead }: View, { model, value }: Check): number {
  return model !== null && model === lead?.variant ? Number.POSITIVE_INFINITY : (value ?? 0);
}

/** Beyond this the axis labels would be wider than the chart; a loss this large has diverged. */
const LARGEST_DRAWN = 1e9;

/** The curve up to its first number that cannot be drawn; null when nothing is left. */
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

function linesOf(
  curve: MeanCurve | null,
  arm: LossLine['arm'],
  kept: readonly number[],
): readonly LossLine[] {
  if (curve === null) return [];
  const splits = [
    ['training', curve.train],
    ['validation', curve.validation],
  ] as const;
  return splits
    .filter(([, values]) => values.length > 0)
    .map(([split, values]) => ({ arm, split, values: kept.map((i) => values[i] ?? 0) }));
}

/** At most `max` of 0 … length − 1, evenly spaced, both ends among them. */
export function spacedIndices(length: number, max: number): readonly number[] {
  if (length <= max) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: max }, (_, i) => Math.round((i * (length - 1)) / (max - 1)));
}

function legend(
  baseline: MeanCurve | null,
  other: MeanCurve | null,
  epochs: readonly number[],
  curves: readonly MeanCurve[],
): Phrase {
  const grey = baseline === null ? [] : say`Grey: ${code(baseline.model)}. `;
  const blue = other === null ? [] : say`Blue: ${code(other.model)}. `;
  const both = curves.every(({ train, validation }) => train.length > 0 && validation.length > 0);
  const shades = both
    ? 'Lighter: training. Darker: validation.'
    : curves.every(({ train }) => train.length > 0)
      ? 'Training loss.'
      : 'Validation loss.';
  const longest = Math.max(...curves.map((curve) => curve.epochs.at(-1) ?? 0));
  const last = epochs.at(-1) ?? 0;
  const cut = longest > last ? say` Shown to epoch ${last}, where the shorter curve ends.` : [];
  return say`${grey}${blue}${shades}${cut}`;
}
