import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { studentTQuantile } from '../../../stats/distributions/student-t.ts';
import { count } from '../../../words/number.ts';
import { factorTicks, niceTicks } from '../../content/charts/nice-scale.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { dots, draw, metricWords, note, shortName } from './plot.ts';

const STEPS = 40;
/** Intervals of fewer are many times wider. */
const FEWEST = 4;
/** The observed spread says little about far larger samples. */
const MOST_TIMES = 8;

/** Shares of the variance of the difference; they sum to 1. */
interface Shares {
  /** Shrinks with more seeds. `example` shrinks with more examples, `rest` with both. */
  readonly seed: number;
  readonly example: number;
  readonly rest: number;
}

const UNITS = {
  seed: null,
  value: null,
  fold: 'folds',
  task: 'tasks',
  none: 'runs a model',
} as const;

const ONLY_SEEDS: Shares = { seed: 1, example: 0, rest: 0 };

/** Only a crossed test has the picture by test examples. */
export function precisionPictures(view: View, comparison: MeasuredComparison): readonly Picture[] {
  const { interval, candidate, crossed, testExamples, pairing } = comparison;
  const half = (interval.high - interval.low) / 2;
  if (!(half > 0) || !Number.isFinite(half) || candidate.n < 2) return [];
  const shares = sharesOf(comparison);
  const unit = UNITS[pairing] ?? `${view.words.seed}s`;
  const bySeeds = picture(view, comparison, {
    unit,
    now: candidate.n,
    half: (times) =>
      half * narrowing(comparison, times) * Math.sqrt(shares.example + (shares.seed + shares.rest) / times),
  });
  const examples = crossed === null ? null : (crossed.clusters ?? testExamples);
  if (examples === null) return [bySeeds];
  const byExamples = picture(view, comparison, {
    unit: `${crossed?.clusters === null ? '' : 'clusters of '}${view.words.testExample}s`,
    now: examples,
    half: (times) => half * Math.sqrt(shares.seed + (shares.example + shares.rest) / times),
  });
  return [bySeeds, byExamples];
}

/** How much smaller the quantile of t becomes; a crossed test has enough degrees of freedom. */
function narrowing(
  { crossed, pairing, candidate: { n }, degreesOfFreedom, interval }: MeasuredComparison,
  times: number,
): number {
  if (crossed !== null || pairing === 'fold') return 1;
  const then = pairing === 'none' ? degreesOfFreedom * times : n * times - 1;
  const now = pairing === 'none' ? degreesOfFreedom : n - 1;
  const quantile = (freedom: number) => studentTQuantile((1 + interval.level) / 2, freedom);
  return quantile(then) / quantile(now);
}

function sharesOf({ crossed, candidate, testExamples }: MeasuredComparison): Shares {
  if (crossed === null) return ONLY_SEEDS;
  const examples = crossed.clusters ?? testExamples ?? 1;
  const { components } = crossed;
  const seed = Math.max(0, components.seed / candidate.n);
  const example = Math.max(0, components.example / examples);
  const rest = Math.max(0, components.rest / (candidate.n * examples));
  const total = seed + example + rest;
  return total > 0 ? { seed: seed / total, example: example / total, rest: rest / total } : ONLY_SEEDS;
}

interface Axis {
  readonly unit: string;
  readonly now: number;
  half(times: number): number;
}

function picture(
  view: View,
  { variant, metric, estimate }: MeasuredComparison,
  { unit, now, half }: Axis,
): Picture {
  const format = view.format(metric);
  const { margin } = view.metric(metric);
  const points = Array.from({ length: STEPS + 1 }, (_, i) => MOST_TIMES ** ((2 * i) / STEPS - 1))
    .map((times) => ({ number: times * now, half: half(times), times }))
    .filter(({ number }) => number >= Math.min(now, FEWEST));
  const title = `${shortName(variant)}: precision with more ${unit}`;
  const current = { number: now, half: half(1) };
  const start = points[0]?.half ?? 0;
  /** Where a label at the right would start. */
  const beforeLabel = points[Math.floor(0.6 * points.length)]?.half ?? 0;
  const isMargin = margin !== null && margin > 0;
  const goals = [
    ...(isMargin ? [{ at: margin, text: 'margin' }] : []),
    // Two lines would overlap.
    ...(isMargin && Math.abs(Math.abs(estimate) / margin - 1) < 0.3
      ? []
      : [{ at: Math.abs(estimate), text: 'the difference found' }]),
  ]
    .filter(
      ({ at }) => at > half(MOST_TIMES) / 3 && at < 1.5 * Math.max(start, half(1) * Math.sqrt(MOST_TIMES)),
    )
    // Away from the curve, which falls from left to right.
    .map((goal) => ({ ...goal, isBelow: beforeLabel >= goal.at }));
  const ticks = niceTicks(Math.max(...points.map((point) => point.half), ...goals.map(({ at }) => at)), 5);
  const bare = (value: number) => Number.parseFloat(format.exact(value));
  const decimals = String(bare(ticks[1] ?? 1)).split('.')[1]?.length ?? 0;
  const path = { x: 'number', y: 'half' };
  const svg = draw({
    label: `${title}: now ± ${format.size(current.half)} with ${count(now)}, ± ${format.size(half(4))} with four times as many`,
    width: 440,
    height: 230,
    margin: { top: 26, right: 16, bottom: 38, left: 56 },
    x: {
      type: 'log',
      label: unit,
      ticks: factorTicks(points[0]?.number ?? 1, points.at(-1)?.number ?? 1),
      tickFormat: (number: number) => count(number),
    },
    y: {
      label: 'margin of error (±)',
      domain: [0, ticks.at(-1) ?? 1],
      ticks,
      grid: true,
      tickFormat: (value: number) => bare(value).toFixed(decimals),
    },
    marks: [
      ...goals.map(({ at, text, isBelow }) => [
        Plot.ruleY([at], { stroke: 'var(--text)', strokeDasharray: '4,3', className: 'goal' }),
        note(text, {
          y: at,
          frameAnchor: isBelow ? 'left' : 'right',
          dx: isBelow ? 4 : 0,
          dy: isBelow ? 9 : -7,
          stroke: 'var(--page)',
          strokeWidth: 3,
        }),
      ]),
      Plot.lineY(points, { ...path, stroke: 'var(--variant)', strokeWidth: 2.4, className: 'precision' }),
      Plot.dot(
        points.filter((_, i) => i % 4 === 0),
        {
          ...path,
          r: 5,
          fill: 'transparent',
          className: 'point',
          title: ({ number, half }: typeof current) =>
            `${count(Math.round(number))} ${unit}: about ± ${format.size(half)}`,
        },
      ),
      dots([current], 'var(--variant)', {
        ...path,
        r: 6,
        strokeWidth: 2,
        className: 'now',
        title: () => `now, ${count(now)} ${unit}: ± ${format.size(current.half)}`,
      }),
      note('now', { x: now, y: current.half, dx: 10, dy: -10, textAnchor: 'start', fontWeight: 'bold' }),
    ],
  });
  const legend = say`Now ±${format.size(current.half)}. With four times as many ${unit}: about ±${format.size(half(4))}, estimated from the spread in these runs.`;
  return { title: `${title} (${metricWords(metric)})`, svg, legend };
}
