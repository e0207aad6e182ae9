/** Chooses the curves, epochs and range of the loss chart. */
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import { type Check, isListed } from '../../../checks/check.ts';
import { traitsOf } from '../../../checks/registry.ts';
import { plain } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { code, join, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import { niceRange, withLabels } from './nice-scale.ts';

interface LossLine {
  /** Place among `LINE_COLOURS`. */
  readonly colour: number;
  readonly values: readonly number[];
}

export interface LossChart {
  /** Null in a low chart, whose legend has the title. */
  readonly title: string | null;
  readonly height: number;
  readonly epochs: readonly number[];
  /** Place among `epochs` of the lowest validation loss; null without validation loss. */
  readonly best: number | null;
  readonly lines: readonly LossLine[];
  readonly low: number;
  readonly high: number;
  readonly legend: Phrase;
}

/** Each line has its own hue, and the legend its square. */
const SQUARES = ['🟦', '🟧', '🟪'] as const;

const ROOM_FOR_TITLES = 150;
/** Lower charts have room for `FEW_LABELS` on an axis. */
const ROOM_FOR_LABELS = 200;
const FEW_LABELS = 12;

interface Drawn {
  readonly name: string;
  readonly split: 'training' | 'validation';
  readonly values: readonly number[];
}

/** All epochs of one model, with the baseline's validation loss. */
export function lossChart(view: View, maxPoints: number, height = 230): LossChart | null {
  const own = usable(view, drawnModel(view));
  if (own === null) return null;
  const base = own.model === view.baseline?.name ? null : usable(view, view.baseline?.name ?? null);
  const length = Math.min(own.epochs.length, base?.epochs.length ?? Infinity);
  if (length < 2) return null;
  const bestEpoch = lowestOf(own.validation.slice(0, length));
  const kept = withBest(spacedIndices(length, maxPoints), bestEpoch);
  const all: readonly Drawn[] = [
    { name: own.model, split: 'validation', values: own.validation },
    { name: own.model, split: 'training', values: own.train },
    ...(base === null ? [] : [decidingLine(base)]),
  ];
  const drawn = all
    .map((line, colour) => ({ ...line, colour, values: kept.flatMap((i) => line.values[i] ?? []) }))
    .filter(({ values }) => values.length === kept.length);
  const losses = drawn.flatMap(({ values }) => values);
  if (losses.length === 0 || losses.some((loss) => Math.abs(loss) > LARGEST_DRAWN)) return null;
  const range = niceRange(losses);
  const [low, high] = height < ROOM_FOR_LABELS ? withLabels(range, FEW_LABELS) : range;
  const isLow = height < ROOM_FOR_TITLES;
  const seeds = plural(own.runs, view.words.seed);
  const best = bestEpoch === null ? null : kept.indexOf(bestEpoch);
  const epochs = kept.map((i) => own.epochs[i] ?? i + 1);
  const words = legend(drawn, best === null ? null : (epochs[best] ?? null));
  const isCut = length < Math.max(own.epochs.length, base?.epochs.length ?? 0);
  const cut = isCut ? say` The shortest curve ends at epoch ${epochs.at(-1) ?? 0}.` : [];
  return {
    title: isLow
      ? null
      : `Loss by epoch${own.task === undefined ? '' : ` on ${own.task}`}, mean over ${seeds}`,
    legend: isLow
      ? say`Mean loss of ${seeds}${own.task === undefined ? '' : say` on ${code(own.task)}`}. ${words}${cut}`
      : say`${words}${cut}`,
    height,
    epochs,
    best,
    lines: drawn,
    low,
    high,
  };
}

function decidingLine({ model, train, validation }: MeanCurve): Drawn {
  return validation.length > 0
    ? { name: model, split: 'validation', values: validation }
    : { name: model, split: 'training', values: train };
}

function lowestOf(validation: readonly number[]): number | null {
  return validation.length === 0 ? null : validation.indexOf(Math.min(...validation));
}

/** The best epoch takes the place of a neighbour that is not an end. */
function withBest(kept: readonly number[], best: number | null): readonly number[] {
  if (best === null || kept.includes(best)) return kept;
  const after = kept.findIndex((index) => index > best);
  const place = after === kept.length - 1 ? after - 1 : after;
  return kept.map((index, at) => (at === place ? best : index));
}

/** A model with a warning about its curves, else the headline's variant, else the first. */
export function drawnModel(view: View): string | null {
  const warned = warnedModels(view.result.checks);
  const variants = [view.lead?.variant, ...view.variants].filter((name) => name !== undefined);
  const order = variants.filter((name) => usable(view, name) !== null);
  const base = view.baseline?.name ?? null;
  return (
    order.find((name) => warned.has(name)) ??
    (base !== null && warned.has(base) ? base : null) ??
    order[0] ??
    base
  );
}

/** Whether a check warns of what the curves show. */
export function isWarnedOfCurves({ result }: View): boolean {
  return warnedModels(result.checks).size > 0;
}

function warnedModels(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(
    checks
      .filter(({ id, status }) => traitsOf(id).isSeenInCurves && isListed(status))
      .flatMap(({ model }) => model ?? []),
  );
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

/** At most `max` of 0 … length − 1, evenly spaced, with both ends. */
export function spacedIndices(length: number, max: number): readonly number[] {
  if (length <= max) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: max }, (_, i) => Math.round((i * (length - 1)) / (max - 1)));
}

/** In the order of the ends, from top to bottom, so that lines are known without colour. */
function legend(drawn: ReadonlyArray<Drawn & LossLine>, best: number | null): Phrase {
  const lines = [...drawn].sort((a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0));
  const words = lines.map(
    ({ name, split, values, colour }) =>
      say`${SQUARES[colour] ?? ''} ${code(name)} ${split}, ends at ${plain(values.at(-1) ?? 0)}`,
  );
  const mark = best === null ? [] : say` Bar: lowest validation loss, epoch ${best}.`;
  return say`From the top at the right: ${join(words, ' · ')}.${mark}`;
}
