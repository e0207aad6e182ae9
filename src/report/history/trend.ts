import * as Plot from '@observablehq/plot';
import { plain } from '../../words/number.ts';
import { metricTitle } from '../format/metric-name.ts';
import { plainText } from '../format/plain.ts';
import { endMarks } from '../page/charts/direct-labels.ts';
import { dots, draw, shortName } from '../page/charts/plot.ts';
import { say } from '../phrase.ts';
import type { HistoryEntry } from './history.ts';

const HEIGHT = 300;
const TOP = 16;
const BOTTOM = 40;
const SIDE_BY_SIDE = 6;
const DASHES = ['none', '6,3', '2,3', '8,3,2,3'];

interface Point {
  readonly at: number;
  readonly commit: string;
  readonly model: string;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

export function trendSvg(entries: readonly HistoryEntry[], metric: string): string {
  const points = entries.flatMap(({ commit, metrics }, at): readonly Point[] =>
    (metrics.find(({ name }) => name === metric)?.models ?? []).map((one) => ({
      ...one,
      at,
      commit: commit.slice(0, 7),
    })),
  );
  const models = [...new Set(points.map(({ model }) => model))];
  const last = models.flatMap((model) => points.filter((point) => point.model === model).at(-1) ?? []);
  const values = points.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean]);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const around = (most - least) * 0.06 || Math.abs(most) * 0.01 || 1;
  const domain = [least - around, most + around] as const;
  const ends = last.map((point) => ({
    text: shortName(point.model, 20),
    colour: colour(point),
    at: point.mean,
  }));
  const step = Math.max(1, Math.ceil(entries.length / 12));
  const title = plainText(say`${metricTitle(metric)}`);
  const newest = last.map(({ model, mean }) => `${shortName(model)} ${plain(mean)}`).join(', ');
  return draw({
    label: `${title} over ${entries.length} commits; newest: ${newest}`,
    width: 1040,
    height: HEIGHT,
    margin: { top: TOP, right: 150, bottom: BOTTOM, left: 60 },
    inset: (models.length * SIDE_BY_SIDE) / 2 + 6,
    x: {
      type: 'linear',
      domain: [0, Math.max(1, entries.length - 1)],
      label: 'commit',
      ticks: entries.map((_, at) => at).filter((at) => at % step === 0),
      tickFormat: (at: number) => entries[at]?.commit.slice(0, 7) ?? '',
    },
    y: { label: null, grid: true, domain, tickFormat: plain },
    marks: [
      ...models.flatMap((model, at) =>
        marksOf(
          points.filter((point) => point.model === model),
          at,
          models.length,
        ),
      ),
      endMarks(ends, HEIGHT - TOP - BOTTOM, domain, { dx: 8, fontWeight: 'bold' }),
    ],
  });
}

function colour({ model }: Pick<Point, 'model'>): string {
  return model === 'baseline' ? 'var(--baseline)' : 'var(--variant)';
}

/** Shifts the models sideways so that no interval hides another. */
function marksOf(points: readonly Point[], at: number, models: number): Plot.Markish[] {
  const dx = (at - (models - 1) / 2) * SIDE_BY_SIDE;
  const place = { x: 'at', y: 'mean', dx };
  const stroke = points[0] === undefined ? 'none' : colour(points[0]);
  return [
    // Variants share a colour.
    Plot.line(points, {
      ...place,
      stroke,
      strokeDasharray: DASHES[at % DASHES.length] ?? 'none',
      className: 'trend',
    }),
    Plot.ruleX(
      points.filter(({ low, high }) => low !== null && high !== null),
      { x: 'at', y1: 'low', y2: 'high', stroke, strokeWidth: 2, dx, className: 'interval' },
    ),
    dots(points, stroke, {
      ...place,
      r: 4,
      className: 'mean',
      title: ({ commit, model, mean, low, high }: Point) =>
        `${commit}, ${shortName(model)}: ${plain(mean)}${low === null || high === null ? '' : ` [${plain(low)}, ${plain(high)}]`}`,
    }),
  ];
}
