import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { pairName, sharedInPairs } from '../../content/pair-words.ts';
import { pairedDifferences } from '../../content/tables/pairs.ts';
import { finishedRuns } from '../../content/tables/rows.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import { type View, valuesOf } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, metricWords, shortName } from './plot.ts';

const MAX_LINES = 100;

/** Unpaired runs are dots without lines. */
export function slopesPicture(view: View, comparison: MeasuredComparison): Picture | null {
  const { variant, pairing } = comparison;
  const metric = view.metric(comparison.metric);
  const format = view.format(metric.name);
  const base = view.baseline?.name ?? 'baseline';
  const arms = [
    { arm: 'baseline', model: base },
    { arm: 'variant', model: variant },
  ] as const;
  const points = arms.flatMap(({ arm, model }) =>
    valuesOf(view.model(model), metric.name)
      .filter(({ value }) => Number.isFinite(value))
      .slice(0, MAX_LINES)
      .map((point) => ({ ...point, arm })),
  );
  const means = arms.flatMap(({ arm, model }) => {
    const mean = finishedRuns(view, model, metric.name)?.mean;
    return mean === undefined ? [] : [{ arm, value: mean }];
  });
  if (means.length < 2 || points.length < 3) return null;
  const pairs = (pairing === 'none' ? [] : pairedDifferences(view, variant, metric))
    .filter((pair) => Number.isFinite(pair.baseline) && Number.isFinite(pair.variant))
    .slice(0, MAX_LINES);
  const better = pairs.filter(({ difference }) => difference > 0);
  const others = pairs.filter(({ difference }) => !(difference > 0));
  const title = `${shortName(variant)}: ${metricWords(metric.name)} by ${sharedInPairs(view)}`;
  const tip = ({ seed, difference, ...pair }: (typeof pairs)[number]) =>
    `${pairName(view, seed)}: ${format.value(pair.baseline)} → ${format.value(pair.variant)} (${format.signed(difference)})`;
  const lines = (data: typeof pairs, how: object) =>
    Plot.link(data, {
      x1: () => 'baseline',
      x2: () => 'variant',
      y1: 'baseline',
      y2: 'variant',
      strokeWidth: 1.4,
      title: tip,
      ...how,
    });
  const svg = draw({
    label: `${title}: ${better.length} of ${pairs.length} pairs are better`,
    width: 340,
    height: 260,
    margin: { top: 14, right: 52, bottom: 26, left: 52 },
    x: {
      type: 'point',
      domain: ['baseline', 'variant'],
      label: null,
      tickFormat: (arm: string) => shortName(arm === 'baseline' ? base : variant, 20),
      tickSize: 0,
      padding: 0.3,
    },
    y: {
      label: null,
      tickFormat: format.value,
      ticks: 5,
      grid: true,
      nice: true,
      insetTop: 6,
      insetBottom: 6,
    },
    marks: [
      lines(better, { stroke: 'var(--variant)', strokeOpacity: 0.7, className: 'pair better' }),
      lines(others, { stroke: 'var(--worse)', strokeDasharray: '5,3', className: 'pair worse' }),
      Plot.dot(points, {
        x: 'arm',
        y: 'value',
        r: 2.6,
        fill: ({ arm }: (typeof points)[number]) =>
          arm === 'baseline' ? 'var(--baseline)' : 'var(--variant)',
        title: ({ seed, value }: (typeof points)[number]) =>
          `${pairName(view, seed)}: ${format.value(value)}`,
        className: 'run',
      }),
      Plot.line(means, { x: 'arm', y: 'value', stroke: 'var(--text)', strokeWidth: 3, className: 'mean' }),
      Plot.text(means.slice(1), {
        x: 'arm',
        y: 'value',
        dx: 8,
        textAnchor: 'start',
        text: () => 'mean',
        fill: 'var(--text)',
        fontWeight: 'bold',
      }),
    ],
  });
  return { title, svg, legend: legendOf(comparison, better.length, pairs.length) };
}

function legendOf({ variant, better }: MeasuredComparison, won: number, of: number): Phrase {
  if (of === 0) return say`Unpaired runs: one dot per run, without lines.`;
  const rest = better === null || better.of === of ? '' : ` The verdict rests on ${better.of} of them.`;
  return say`${code(variant)} is better in ${won} of ${of} pairs.${won < of ? ' Dashed: not better.' : ''}${rest}`;
}
