import * as Plot from '@observablehq/plot';
import type { MeanCurve } from '../../../analysis/compare/curves.ts';
import { plain } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { spacedIndices } from '../../content/charts/loss-chart.ts';
import { niceRange } from '../../content/charts/nice-scale.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { endMarks, type LineLabel } from './direct-labels.ts';
import { draw, note, shortName } from './plot.ts';

const HEIGHT = 270;
const TOP = 20;
const BOTTOM = 36;
const MAX_POINTS = 80;
/** A diverged loss would flatten all other curves. */
const LARGEST_DRAWN = 1e9;
/** Height of the axis, in multiples of the rise after the best epoch. */
const RISES_SHOWN = 5;

interface Point {
  readonly epoch: number;
  readonly mean: number;
  readonly sd: number;
}

const SPLITS = { train: 'training', validation: 'validation' } as const;
type Split = keyof typeof SPLITS;

interface Curve extends Readonly<Record<Split, readonly Point[]>> {
  readonly isBaseline: boolean;
}

interface Line {
  readonly curve: Curve;
  readonly split: Split;
  readonly points: readonly Point[];
}

export function curvesPicture(view: View, model: string): Picture | null {
  const own = curveOf(view, model);
  if (own === null) return null;
  const base = view.baseline?.name;
  const beside = base === undefined || base === model ? null : curveOf(view, base);
  const curves = beside === null ? [own] : [beside, own];
  const best = bestOf(own.validation);
  const top = isWarned(view, model) ? topOf(curves, own, best) : null;
  const title = `${shortName(model)}: loss by epoch`;
  const last = own.validation.at(-1) ?? own.train.at(-1);
  const lines = linesOf(curves).map(({ points, ...line }) => ({
    ...line,
    points: top === null ? points : points.slice(points.findIndex(({ mean }) => mean <= top)),
  }));
  // A label far from the end of its line would name another one.
  const lastEpoch = Math.max(...lines.flatMap(({ points }) => points.at(-1)?.epoch ?? []));
  const domain = niceRange(lossesOf(lines).filter((loss) => loss <= (top ?? Infinity)));
  const lowest =
    best === undefined || last === undefined
      ? ''
      : `: validation loss is lowest at epoch ${best.epoch} (${plain(best.mean)}), and ${plain(last.mean)} at epoch ${last.epoch}`;
  const svg = draw({
    label: `${title}${lowest}`,
    width: 440,
    height: HEIGHT,
    margin: { top: TOP, right: 128, bottom: BOTTOM, left: 48 },
    x: { label: 'epoch', ticks: 6, tickFormat: wholeEpoch },
    y: { label: 'loss', ticks: 5, grid: true, domain },
    marks: [
      ...lines.map((line) => [
        Plot.areaY(line.points, {
          x: 'epoch',
          y1: ({ mean, sd }: Point) => Math.max(mean - sd, domain[0]),
          y2: ({ mean, sd }: Point) => Math.min(mean + sd, domain[1]),
          fill: colourOf(line.curve),
          fillOpacity: 0.15,
          className: 'band',
        }),
        lossLine(line, {
          strokeWidth: line.curve === own ? 2.4 : 1.4,
          className: `curve ${line.split} ${line.curve === own ? 'own' : 'beside'}`,
        }),
      ]),
      bestMarks(best, { stroke: colourOf(own), r: 5, strokeWidth: 2.5, className: 'best' }, -12),
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
              `epoch ${epoch}, ${SPLITS[split]}: ${plain(mean)} ± ${plain(sd)}`,
          }),
        ),
      endMarks(
        lines
          .filter(({ points }) => points.at(-1)?.epoch === lastEpoch)
          .map((line) => endOf(line, line.curve.isBaseline && line.curve !== own ? 'baseline, ' : '')),
        HEIGHT - TOP - BOTTOM,
        domain,
        { dx: 10, fontWeight: 'bold', className: 'label' },
      ),
    ],
  });
  return {
    id: `curves-${view.result.models.findIndex(({ name }) => name === model)}`,
    title,
    svg,
    legend: legendOf(view, model, beside, top),
  };
}

const SMALL = { height: 130, top: 18, bottom: 22 };

/** For the card of a check. */
export function lossEvidence(view: View, model: string): string | null {
  const found = curveOf(view, model);
  if (found === null) return null;
  const curve = { ...found, isBaseline: false };
  const lines = linesOf([curve]);
  const best = bestOf(curve.validation);
  const domain = niceRange(lossesOf(lines));
  const lowest = best === undefined ? '' : `, validation loss lowest at epoch ${best.epoch}`;
  const { height, top, bottom } = SMALL;
  return draw({
    label: `${shortName(model)}: loss by epoch${lowest}`,
    width: 340,
    height,
    margin: { top, right: 70, bottom, left: 40 },
    x: { label: null, ticks: 5, tickFormat: wholeEpoch },
    y: { label: null, ticks: 4, grid: true, domain },
    marks: [
      ...lines.map((line) => lossLine(line, { strokeWidth: 2, className: 'evidence-curve' })),
      bestMarks(best, { stroke: colourOf(curve), r: 4.5, strokeWidth: 2, className: 'evidence-best' }, -10),
      endMarks(
        lines.map((line) => endOf(line, '')),
        height - top - bottom,
        domain,
        { dx: 8 },
      ),
    ],
  });
}

function linesOf(curves: readonly Curve[]): readonly Line[] {
  return curves
    .flatMap((curve) =>
      (['train', 'validation'] as const).map((split) => ({ curve, split, points: curve[split] })),
    )
    .filter(({ points }) => points.length > 0);
}

function lossesOf(lines: readonly Line[]): readonly number[] {
  return lines.flatMap(({ points }) => points.map(({ mean }) => mean));
}

function colourOf({ isBaseline }: Curve): string {
  return isBaseline ? 'var(--baseline)' : 'var(--variant)';
}

function endOf({ curve, split, points }: Line, whose: string): LineLabel {
  return { text: `${whose}${SPLITS[split]}`, colour: colourOf(curve), at: points.at(-1)?.mean ?? 0 };
}

function lossLine({ curve, split, points }: Line, look: Plot.LineYOptions): Plot.Markish {
  const dashes = split === 'train' ? { strokeDasharray: '5,4' } : {};
  return Plot.lineY(points, { x: 'epoch', y: 'mean', stroke: colourOf(curve), ...dashes, ...look });
}

function bestMarks(best: Point | undefined, look: Plot.DotOptions, dy: number): Plot.Markish {
  if (best === undefined) return null;
  const { className = '' } = look;
  return [
    Plot.ruleX([best.epoch], { stroke: 'var(--text)', strokeDasharray: '1,3', className }),
    Plot.dot([best], {
      ...look,
      x: 'epoch',
      y: 'mean',
      fill: 'var(--page)',
      className: `${className}-epoch`,
      title: ({ epoch, mean }: Point) => `lowest validation loss: ${plain(mean)} at epoch ${epoch}`,
    }),
    note(`best: epoch ${best.epoch}`, { x: best.epoch, frameAnchor: 'top', dy }),
  ];
}

function wholeEpoch(epoch: number): string {
  return Number.isInteger(epoch) ? String(epoch) : '';
}

function curveOf(view: View, model: string): Curve | null {
  const curve = view.result.curves.find((one) => one.model === model);
  if (curve === undefined || curve.epochs.length < 2) return null;
  const kept = spacedIndices(curve.epochs.length, MAX_POINTS);
  const pointsOf = (split: Split) => kept.flatMap((i) => pointOf(curve, split, i));
  const train = pointsOf('train');
  const validation = pointsOf('validation');
  if (train.length < 2 && validation.length < 2) return null;
  return { isBaseline: model === view.baseline?.name, train, validation };
}

function pointOf(curve: MeanCurve, split: Split, i: number): readonly Point[] {
  const epoch = curve.epochs[i];
  const mean = curve[split][i];
  if (epoch === undefined || mean === undefined || !(Math.abs(mean) < LARGEST_DRAWN)) return [];
  const sd = curve.spread?.[split][i] ?? 0;
  return [{ epoch, mean, sd: Number.isFinite(sd) ? sd : 0 }];
}

function bestOf(points: readonly Point[]): Point | undefined {
  return points.length < 2 ? undefined : points.reduce((low, point) => (point.mean < low.mean ? point : low));
}

export function isWarned({ result }: View, name: string): boolean {
  return result.checks.some(
    ({ id, model, status }) =>
      model === name && id.startsWith('overfitting/') && (status === 'warn' || status === 'fail'),
  );
}

/** The end of the axis; null shows the whole curve. */
function topOf(curves: readonly Curve[], { validation }: Curve, best: Point | undefined): number | null {
  const end = validation.at(-1);
  if (best === undefined || end === undefined) return null;
  const highest = Math.max(...lossesOf(linesOf(curves)));
  const after = Math.max(...validation.filter(({ epoch }) => epoch >= best.epoch).map(({ mean }) => mean));
  const top = best.mean + RISES_SHOWN * (after - best.mean);
  return after > best.mean && top < highest ? top : null;
}

function legendOf(view: View, model: string, beside: Curve | null, top: number | null): Phrase {
  const { runs = 0, task } = view.result.curves.find((curve) => curve.model === model) ?? {};
  const grey = beside === null ? '' : ' Thin and grey: the baseline.';
  const cut =
    top === null ? '' : ` Losses above ${plain(top)} in the first epochs are cut off to show the rise.`;
  return say`${code(model)}, mean of ${plural(runs, 'run')}${task === undefined ? '' : say` on ${code(task)}`}${runs > 1 ? ', band: ± 1 standard deviation' : ''}.${grey}${cut}`;
}
