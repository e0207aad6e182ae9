import type { DifferenceChart, DifferenceRow } from '../content/charts/difference-chart.ts';
import { ticks } from '../content/charts/nice-scale.ts';
import { line, scale, svg, text } from './svg.ts';

const WIDTH = 720;
const LEFT = 200;
const RIGHT = 708;
const ROW = 54;
const TOP = 8;

/** One row a variant: dots above, mean with its interval below them, zero as a line and the margins as a band. */
export function differenceSvg({ rows, margin, tick }: DifferenceChart): string {
  const values = rows
    .flatMap(({ dots, low, high }) => [...dots, low, high])
    .concat(0, margin ?? 0, -(margin ?? 0));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const space = 0.04 * (high - low || 1);
  const x = scale([low - space, high + space], [LEFT, RIGHT]);
  const bottom = TOP + rows.length * ROW;
  const band =
    margin === null
      ? ''
      : `<rect x="${x(-margin)}" y="${TOP}" width="${(x(margin) - x(-margin)).toFixed(1)}" height="${bottom - TOP}" class="margin"/>`;
  return svg(WIDTH, bottom + 24, 'Differences by seed pair', [
    band,
    ...ticks(low, high, 6).flatMap((at) => [
      line(x(at), TOP, x(at), bottom, 'grid'),
      text(x(at), bottom + 17, tick(at), 'middle'),
    ]),
    line(x(0), TOP, x(0), bottom, 'zero'),
    ...rows.flatMap((row, i) => rowSvg(row, TOP + i * ROW, x)),
  ]);
}

function rowSvg(
  { variant, dots, mean, low, high, label }: DifferenceRow,
  top: number,
  x: (value: number) => number,
): readonly string[] {
  const middle = top + 34;
  return [
    text(LEFT - 10, top + 20, shortened(variant), 'end name'),
    text(LEFT - 10, top + 38, label, 'end'),
    ...dots.map((value, i) => `<circle cx="${x(value)}" cy="${top + 12 + 4 * (i % 3)}" r="3" class="dot"/>`),
    line(x(low), middle, x(high), middle, 'interval'),
    `<circle cx="${x(mean)}" cy="${middle}" r="5" class="mean"/>`,
  ];
}

function shortened(name: string): string {
  return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}
