import * as Plot from '@observablehq/plot';
import type { Aggregates } from '../../../analysis/tasks/task-results.ts';
import { fixed, NBSP, pValue } from '../../../words/number.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, metricWords, shortName } from './plot.ts';

const WIDTH = 460;
const SIDE = 112;
const TOP = 48;
const ROW = 20;
const BAR = 9;
const MAX_MODELS = 30;
const MAX_NAME_CHARS = 16;

interface Ranked {
  readonly model: string;
  readonly rank: number;
}

/** Models by their average rank; a bar joins those that do not differ (Demšar, 2006). */
export function criticalDifference(view: View): Picture | null {
  const [aggregates] = view.result.tasks?.aggregates ?? [];
  const ranks = aggregates?.ranks ?? null;
  if (aggregates === undefined || ranks === null) return null;
  const models = ranks.models
    .map(({ model, averageRank }) => ({ model, rank: averageRank }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_MODELS);
  const joined = groupsOf(models, ranks.criticalDifference);
  const half = Math.ceil(models.length / 2);
  const below = 12 + BAR * joined.length;
  const height = below + ROW * half + 8;
  const placed = models.map((one, at) => {
    const isLeft = at < half;
    return { ...one, isLeft, y: below + ROW * (isLeft ? at + 0.5 : models.length - at - 0.5) };
  });
  const [low, high] = [1, ranks.models.length];
  const title = `Average rank in ${metricWords(aggregates.metric)}`;
  const name = ({ model }: Ranked) => shortName(model, MAX_NAME_CHARS);
  const place = ({ rank }: Ranked) => `${fixed(rank, 2)}`;
  const line = { stroke: 'var(--muted)', strokeWidth: 1 };
  const side = (isLeft: boolean) => placed.filter((one) => one.isLeft === isLeft);
  const svg = draw({
    label: `${title}: ${models.map((one) => `${name(one)} ${place(one)}`).join(', ')}; critical difference ${fixed(ranks.criticalDifference, 2)}`,
    width: WIDTH,
    height: TOP + height,
    margin: { top: TOP, right: SIDE, bottom: 0, left: SIDE },
    x: { domain: [low, high], axis: 'top', label: null, ticks: ticksOf(high), tickFormat: String },
    y: { domain: [0, height], reverse: true, axis: null },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--text)' }),
      Plot.ruleX(placed, { ...line, x: 'rank', y1: 0, y2: 'y' }),
      ...[true, false].map((isLeft) => [
        Plot.ruleY(side(isLeft), { ...line, x1: isLeft ? low : 'rank', x2: isLeft ? 'rank' : high, y: 'y' }),
        Plot.text(side(isLeft), {
          x: isLeft ? low : high,
          y: 'y',
          dx: isLeft ? -6 : 6,
          textAnchor: isLeft ? 'end' : 'start',
          text: name,
          fill: 'var(--text)',
        }),
      ]),
      Plot.ruleY(
        joined.map(([first, last], at) => ({ low: first.rank, high: last.rank, y: 10 + BAR * at })),
        {
          x1: 'low',
          x2: 'high',
          y: 'y',
          stroke: 'var(--variant)',
          strokeWidth: 4,
          strokeLinecap: 'round',
          className: 'alike',
        },
      ),
      Plot.dot(placed, {
        x: 'rank',
        y: 0,
        r: 4,
        fill: 'var(--text)',
        className: 'model',
        title: (one: Ranked) => `${name(one)}: average rank ${place(one)}`,
      }),
      criticalBar(ranks, low, height),
    ],
  });
  const p = `p${NBSP}${pValue(ranks.friedman.pValue)}`;
  return {
    title,
    svg,
    legend: say`Rank 1 is the best, on the left. A bar joins models that can't be told apart: their ranks are less than ${fixed(ranks.criticalDifference, 2)} apart (Nemenyi, all pairs at once). Test that all rank alike: ${p} (Friedman).`,
  };
}

/** The length that two ranks must be apart, above the axis. */
function criticalBar(
  { criticalDifference: length, models }: NonNullable<Aggregates['ranks']>,
  low: number,
  height: number,
): Plot.Markish[] {
  const end = Math.min(low + length, models.length);
  const y = -0.62 * Math.min(TOP, height);
  return [
    Plot.ruleY([y], { x1: low, x2: end, stroke: 'var(--text)', strokeWidth: 2, clip: false }),
    Plot.text([y], {
      x: (low + end) / 2,
      y: (at: number) => at,
      dy: -8,
      text: () => `critical difference ${fixed(length, 2)}`,
      fill: 'var(--text)',
    }),
  ];
}

/** Groups of neighbours that lie within the critical difference, and in no larger group. */
export function groupsOf<Model extends { readonly rank: number }>(
  sorted: readonly Model[],
  criticalDifference: number,
): ReadonlyArray<readonly [first: Model, last: Model]> {
  let reached = 0;
  return sorted.flatMap((first, at) => {
    const end = sorted.findLastIndex(({ rank }) => rank - first.rank < criticalDifference);
    if (end <= at || end <= reached) return [];
    reached = end;
    return [[first, sorted[end] as Model] as const];
  });
}

function ticksOf(models: number): number[] {
  const step = Math.ceil(models / 12);
  return Array.from({ length: models }, (_, at) => at + 1).filter((rank) => (rank - 1) % step === 0);
}
