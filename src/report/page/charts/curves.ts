/** Learning curves of a model and of the baseline. */
import * as Plot from '@observablehq/plot';
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import { plain } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { spacedIndices } from '../../content/charts/loss-chart.ts';
import { niceRange } from '../../content/charts/nice-scale.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { endMarks } from './direct-labels.ts';
import { draw, note, shortName } from './plot.ts';

const HEIGHT = 270;
const TOP = 20;
const BOTTOM = 36;
const MAX_POINTS = 80;
/** A diverged loss would flatten all other curves. */
const LARGEST_DRAWN = 1e9;
/** Height of the axis in multiples of the rise after the best epoch, so that the rise is visible. */
const RISES_SHOWN = 5;

export interface Point {
  readonly epoch: number;
  readonly mean: number;
  readonly sd: number;
}
type Split = 'train' | 'validation';

const SPLITS = ['train', 'validation'] as const;
export const WORDS: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation' };

interface Curve {
  readonly model: string;
  readonly isBaseline: boolean;
  readonly train: readonly Point[];
  readonly validation: readonly Point[];
}

/** Null if the model has no curve of two epochs. */
export function curvesPicture(view: View, model: string): Picture | null {
  const own = curveOf(view, model);
  if (own === null) return null;
  const base = view.baseline?.name;
  const beside = base === undefined || base === model ? null : curveOf(view, base);
  const curves = beside === null ? [own] : [beside, own];
  const best = bestOf(own.validation);
  const top = isWarned(view, model) ? topOf(curves, own, best) : null;
  const shown = (points: readonly Point[]) =>
    top === null ? points : points.slice(points.findIndex(({ mean }) => mean <= top));
  const title = `${shortName(model)}: loss by epoch`;
  const last = own.validation.at(-1) ?? own.train.at(-1);
  const lines = curves.flatMap((curve) =>
    SPLITS.map((split) => ({ curve, split, points: shown(curve[split]) })).filter(
      ({ points }) => points.length > 0,
    ),
  );
  const colour = (curve: Curve) => (curve.isBaseline ? 'var(--baseline)' : 'var(--variant)');
  const ends = lines.map(({ curve, split, points }) => ({
    text: `${curve.isBaseline && curve !== own ? 'baseline, ' : ''}${WORDS[split]}`,
    colour: colour(curve),
    at: points.at(-1)?.mean ?? 0,
  }));
  const domain = niceRange(
    lines.flatMap(({ points }) => points.map(({ mean }) => mean)).filter((mean) => mean <= (top ?? Infinity)),
  );
  const lowest =
    best === undefined || last === undefined
      ? ''
      : `: validation loss is lowest at epoch ${best.epoch} (${plain(best.mean)}), and ${plain(last.mean)} at epoch ${last.epoch}`;
  const svg = draw({
    label: `${title}${lowest}`,
    width: 440,
    height: HEIGHT,
    margin: { top: TOP, right: 118, bottom: BOTTOM, left: 48 },
    x: { label: 'epoch', ticks: 6, tickFormat: wholeEpoch },
    y: { label: 'loss', ticks: 5, grid: true, domain },
    marks: [
      ...lines.map(({ curve, split, points }) => [
        Plot.areaY(points, {
          x: 'epoch',
          y1: ({ mean, sd }: Point) => Math.max(mean - sd, domain[0]),
          y2: ({ mean, sd }: Point) => Math.min(mean + sd, domain[1]),
          fill: colour(curve),
          fillOpacity: 0.15,
          className: 'band',
        }),
        lossLine(points, split, {
          stroke: colour(curve),
          strokeWidth: curve === own ? 2.4 : 1.4,
          className: `curve ${split} ${curve === own ? 'own' : 'beside'}`,
        }),
      ]),
      best === undefined
        ? null
        : bestMarks(best, { colour: colour(own), r: 5, strokeWidth: 2.5, dy: -12, className: 'best' }),
      ...lines
        .filter(({ curve }) => curve === own)
        .map(({ split, points }) =>
          Plot.dot(points, {
            x: 'epoch',
            y: 'mean',
            r: 5,
            fill: 'transparent',
            className: 'point',
            title: ({ epoch, mean, sd }: Point) =>
              `epoch ${epoch}, ${WORDS[split]}: ${plain(mean)} ± ${plain(sd)}`,
          }),
        ),
      endMarks(ends, HEIGHT - TOP - BOTTOM, domain, { dx: 10, fontWeight: 'bold', className: 'label' }),
    ],
  });
  return {
    id: `curves-${view.result.models.findIndex(({ name }) => name === model)}`,
    title,
    svg,
    legend: legendOf(view, own, beside, top),
  };
}

export function lossLine(points: readonly Point[], split: Split, look: Plot.LineYOptions): Plot.Markish {
  const dashes = split === 'train' ? { strokeDasharray: '5,4' } : {};
  return Plot.lineY(points, { x: 'epoch', y: 'mean', ...dashes, ...look });
}

interface BestLook {
  readonly colour: string;
  readonly r: number;
  readonly strokeWidth: number;
  readonly dy: number;
  readonly className: string;
}

export function bestMarks(best: Point, { colour, r, strokeWidth, dy, className }: BestLook): Plot.Markish {
  return [
    Plot.ruleX([best.epoch], { stroke: 'var(--text)', strokeDasharray: '1,3', className }),
    Plot.dot([best], {
      x: 'epoch',
      y: 'mean',
      r,
      fill: 'var(--page)',
      stroke: colour,
      strokeWidth,
      className: `${className}-epoch`,
      title: ({ epoch, mean }: Point) => `lowest validation loss: ${plain(mean)} at epoch ${epoch}`,
    }),
    note(`best: epoch ${best.epoch}`, { x: best.epoch, frameAnchor: 'top', dy }),
  ];
}

export function wholeEpoch(epoch: number): string {
  return Number.isInteger(epoch) ? String(epoch) : '';
}

export function curveOf(view: View, model: string): Curve | null {
  const curve = view.result.curves.find((one) => one.model === model);
  if (curve === undefined || curve.epochs.length < 2) return null;
  const kept = spacedIndices(curve.epochs.length, MAX_POINTS);
  const pointsOf = (split: Split) => kept.flatMap((i) => pointOf(curve, split, i));
  const train = pointsOf('train');
  const validation = pointsOf('validation');
  if (train.length < 2 && validation.length < 2) return null;
  return { model, isBaseline: model === view.baseline?.name, train, validation };
}

function pointOf(curve: MeanCurve, split: Split, i: number): readonly Point[] {
  const epoch = curve.epochs[i];
  const mean = curve[split][i];
  if (epoch === undefined || mean === undefined || !(Math.abs(mean) < LARGEST_DRAWN)) return [];
  const sd = curve.spread?.[split][i] ?? 0;
  return [{ epoch, mean, sd: Number.isFinite(sd) ? sd : 0 }];
}

export function bestOf(points: readonly Point[]): Point | undefined {
  return points.length < 2 ? undefined : points.reduce((low, point) => (point.mean < low.mean ? point : low));
}

function isWarned({ result }: View, name: string): boolean {
  return result.checks.some(
    ({ id, model, status }) =>
      model === name && id.startsWith('overfitting/') && (status === 'warn' || status === 'fail'),
  );
}

/** The end of the axis; null shows the whole curve. */
function topOf(curves: readonly Curve[], { validation }: Curve, best: Point | undefined): number | null {
  const end = validation.at(-1);
  if (best === undefined || end === undefined) return null;
  const highest = Math.max(
    ...curves.flatMap((curve) => [...curve.train, ...curve.validation].map(({ mean }) => mean)),
  );
  const after = Math.max(...validation.filter(({ epoch }) => epoch >= best.epoch).map(({ mean }) => mean));
  const top = best.mean + RISES_SHOWN * (after - best.mean);
  return after > best.mean && top < highest ? top : null;
}

function legendOf(view: View, own: Curve, beside: Curve | null, top: number | null): Phrase {
  const runs = view.result.curves.find(({ model }) => model === own.model)?.runs ?? 0;
  const grey = beside === null ? '' : ' Thin and grey: the baseline.';
  const cut =
    top === null
      ? ''
      : ` Losses above ${plain(top)} in the first epochs are cut off, so that the rise is seen.`;
  return say`${code(own.model)}, mean of ${plural(runs, 'run')}${runs > 1 ? ', band: ± 1 standard deviation' : ''}.${grey}${cut}`;
}
