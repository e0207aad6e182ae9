import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { formatOfTasks } from '../../content/tasks.ts';
import { shortenMiddle } from '../../format/clean.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, metricWords, shortName } from './plot.ts';
import { tasksByDifference } from './task-forest.ts';

const WIDTH = 460;
const ROW = 24;
const TOP = 8;
const BOTTOM = 38;
const MAX_SEEDS = 30;
const MAX_NAME_CHARS = 20;
const PIXELS_A_CHAR = 6.6;
const MAX_TICKS = 15;
/** So that a small difference still has a colour. */
const FAINTEST = 0.08;

/** Differences of each task (row) under each seed (column): is a task worse under every seed, or under one? */
export function taskSeeds(view: View, comparison: MeasuredComparison): Picture | null {
  const { variant, metric } = comparison;
  const order = tasksByDifference(view, comparison).map(({ task }) => task);
  const all = order.flatMap((task, at) =>
    cellsOf(view, comparison, task).map((cell) => ({ ...cell, place: String(at) })),
  );
  const seeds = [...new Set(all.map(({ seed }) => seed))].sort((a, b) => a - b).slice(0, MAX_SEEDS);
  const cells = all.filter(({ seed, difference }) => seeds.includes(seed) && Number.isFinite(difference));
  if (seeds.length < 2 || cells.length === 0) return null;
  const format = formatOfTasks(view, metric);
  const largest = Math.max(...cells.map(({ difference }) => Math.abs(difference)));
  const names = order.map((name) => shortenMiddle(name, MAX_NAME_CHARS) || '(empty)');
  const longest = Math.max(...names.map((name) => [...name].length));
  const step = Math.ceil(seeds.length / MAX_TICKS);
  const worse = cells.filter(({ difference }) => difference < 0).length;
  const title = `${shortName(variant)}: ${metricWords(metric)} by task and ${view.words.seed}`;
  const svg = draw({
    label: `${title}: worse in ${worse} of ${cells.length} pairs of runs`,
    width: WIDTH,
    height: TOP + ROW * order.length + BOTTOM,
    margin: { top: TOP, right: 12, bottom: BOTTOM, left: 20 + PIXELS_A_CHAR * longest },
    x: {
      type: 'band',
      label: view.words.seed,
      domain: seeds,
      ticks: seeds.filter((_, at) => at % step === 0),
      tickSize: 0,
      padding: 0.06,
    },
    y: {
      type: 'band',
      label: null,
      domain: order.map((_, at) => String(at)),
      tickSize: 0,
      padding: 0.08,
      tickFormat: (place: string) => names[Number(place)] ?? '',
    },
    marks: [
      Plot.cell(cells, {
        x: 'seed',
        y: 'place',
        fill: ({ difference }: Cell) => (difference < 0 ? 'var(--worse)' : 'var(--variant)'),
        fillOpacity: ({ difference }: Cell) =>
          largest === 0 ? FAINTEST : FAINTEST + (1 - FAINTEST) * (Math.abs(difference) / largest),
        stroke: 'var(--line)',
        className: 'cell',
        title: ({ task, seed, difference }: Cell) =>
          `${shortName(task, 60)}, ${view.words.seed} ${seed}: ${format.signed(difference)}`,
      }),
    ],
  });
  const legend = say`Blue: better, orange: worse; the strongest colour is ${format.size(largest)}. An empty place has no pair of runs.`;
  return { title, svg, legend };
}

interface Cell {
  readonly task: string;
  readonly seed: number;
  /** Positive is better. */
  readonly difference: number;
}

function cellsOf(view: View, { variant, metric }: MeasuredComparison, task: string): readonly Cell[] {
  const values = view.result.tasks?.results.find((one) => one.task === task)?.values;
  const before = new Map(
    values?.[view.baseline?.name ?? '']?.[metric]?.map(({ seed, value }) => [seed, value]),
  );
  const sign = view.metric(metric).direction === 'maximize' ? 1 : -1;
  return (values?.[variant]?.[metric] ?? []).flatMap(({ seed, value }) => {
    const other = before.get(seed);
    return other === undefined ? [] : [{ task, seed, difference: sign * (value - other) }];
  });
}
