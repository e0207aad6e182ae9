/** Learning curves of one model beside the baseline's: training dashed, validation solid, mean and band over seeds. */
import * as Plot from '@observablehq/plot';
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import { plain } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { spacedIndices } from '../../content/charts/loss-chart.ts';
import { niceRange } from '../../content/charts/nice-scale.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { directLabels } from './direct-labels.ts';
import { draw, shortName } from './plot.ts';

const WIDTH = 440;
const HEIGHT = 270;
const TOP = 20;
const BOTTOM = 36;
/** More points than this are closer together than pixels. */
const MAX_POINTS = 80;
/** A loss this large has diverged, and would flatten everything else. */
const LARGEST_DRAWN = 1e9;
/** How many times the rise after the best epoch the axis may show, so that the rise is seen. */
const RISES_SHOWN = 5;

export interface Point {
  readonly epoch: number;
  readonly mean: number;
  readonly sd: number;
}
interface Curve {
  readonly model: string;
  readonly isBaseline: boolean;
  readonly train: readonly Point[];
  readonly validation: readonly Point[];
}

/** Null where the model left no curve of two epochs. */
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
    (['train', 'validation'] as const)
      .map((split) => ({ curve, split, points: shown(curve[split]) }))
      .filter(({ points }) => points.length > 0),
  );
  const colour = (curve: Curve) => (curve.isBaseline ? 'var(--baseline)' : 'var(--variant)');
  const nameOf = ({ curve, split }: (typeof lines)[number]) =>
    `${curve.isBaseline && curve !== own ? 'baseline, ' : ''}${split === 'train' ? 'training' : 'validation'}`;
  const domain = niceRange(
    lines.flatMap(({ points }) => points.map(({ mean }) => mean)).filter((mean) => mean <= (top ?? Infinity)),
  );
  const labels = directLabels(
    lines.map((line) => ({
      text: nameOf(line),
      colour: colour(line.curve),
      at: line.points.at(-1)?.mean ?? 0,
    })),
    HEIGHT - TOP - BOTTOM,
    domain,
  );
  const svg = draw({
    label: `${title}${best === undefined || last === undefined ? '' : `: validation loss is lowest at epoch ${best.epoch} (${plain(best.mean)}), and ${plain(last.mean)} at epoch ${last.epoch}`}`,
    width: WIDTH,
    height: HEIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 48,
    marginRight: 118,
    x: {
      label: 'epoch',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 6,
      tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ''),
    },
    y: { label: 'loss', labelArrow: 'none', ticks: 5, grid: true, domain },
    marks: [
      ...lines.flatMap(({ curve, split, points }) => [
        Plot.areaY(points, {
          x: 'epoch',
          y1: ({ mean, sd }: Point) => Math.max(mean - sd, domain[0]),
          y2: ({ mean, sd }: Point) => Math.min(mean + sd, domain[1]),
          fill: colour(curve),
          fillOpacity: 0.15,
          className: 'band',
        }),
        Plot.lineY(points, {
          x: 'epoch',
          y: 'mean',
          stroke: colour(curve),
          strokeWidth: curve === own ? 2.4 : 1.4,
          ...(split === 'train' ? { strokeDasharray: '5,4' } : {}),
          className: `curve ${split} ${curve === own ? 'own' : 'beside'}`,
        }),
      ]),
      ...(best === undefined
        ? []
        : [
            Plot.ruleX([best.epoch], { stroke: 'var(--text)', strokeDasharray: '1,3', className: 'best' }),
            Plot.dot([best], {
              x: 'epoch',
              y: 'mean',
              r: 5,
              fill: 'var(--page)',
              stroke: colour(own),
              strokeWidth: 2.5,
              className: 'best-epoch',
              title: ({ epoch, mean }: Point) => `lowest validation loss: ${plain(mean)} at epoch ${epoch}`,
            }),
            Plot.text([best], {
              x: 'epoch',
              frameAnchor: 'top',
              dy: -12,
              text: ({ epoch }: Point) => `best: epoch ${epoch}`,
              fill: 'var(--text)',
            }),
          ]),
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
              `epoch ${epoch}, ${split === 'train' ? 'training' : 'validation'}: ${plain(mean)} ± ${plain(sd)}`,
          }),
        ),
      ...labels.map(({ text, colour, at, dy }) =>
        Plot.text([at], {
          y: at,
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 10,
          dy,
          text: () => text,
          fill: colour,
          fontWeight: 'bold',
          className: 'label',
        }),
      ),
    ],
  });
  return {
    id: `curves-${view.result.models.findIndex(({ name }) => name === model)}`,
    title,
    svg,
    legend: legendOf(view, own, beside, top),
  };
}

export function curveOf(view: View, model: string): Curve | null {
  const curve = view.result.curves.find((one) => one.model === model);
  if (curve === undefined || curve.epochs.length < 2) return null;
  const kept = spacedIndices(curve.epochs.length, MAX_POINTS);
  const pointsOf = (split: 'train' | 'validation') => kept.flatMap((i) => pointOf(curve, split, i));
  const [train, validation] = [pointsOf('train'), pointsOf('validation')];
  if (train.length < 2 && validation.length < 2) return null;
  return { model, isBaseline: model === view.baseline?.name, train, validation };
}

function pointOf(curve: MeanCurve, split: 'train' | 'validation', i: number): readonly Point[] {
  const [epoch, mean] = [curve.epochs[i], curve[split][i]];
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

/** Where the axis ends, so that a rise after the best epoch is seen beside the fall before it; null: all of the curve is shown. */
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
