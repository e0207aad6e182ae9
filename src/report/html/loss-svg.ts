import type { LossChart } from '../content/charts/loss-chart.ts';
import { ticks } from '../content/charts/nice-scale.ts';
import { fixed } from '../format/number.ts';
import { line, scale, svg, text } from './svg.ts';

const WIDTH = 720;
const HEIGHT = 280;
const LEFT = 52;
const RIGHT = 708;
const TOP = 30;
const BOTTOM = 240;

export function lossSvg({ title, epochs, lines, low, high }: LossChart): string {
  const first = epochs[0] ?? 0;
  const last = epochs.at(-1) ?? 1;
  const x = scale([first, last], [LEFT, RIGHT]);
  const y = scale([low, high], [BOTTOM, TOP]);
  const yTicks = ticks(low, high, 5);
  const decimals = decimalsOf(yTicks);
  const paths = lines.map(({ arm, split, values }) => {
    const points = values.map((value, i) => `${x(epochs[i] ?? first)},${y(value)}`).join(' ');
    return `<polyline points="${points}" class="curve ${arm} ${split}"/>`;
  });
  return svg(WIDTH, HEIGHT, title, [
    text(LEFT, 16, title, 'title'),
    ...yTicks.flatMap((tick) => [
      line(LEFT, y(tick), RIGHT, y(tick), 'grid'),
      text(LEFT - 8, y(tick) + 4, fixed(tick, decimals), 'end'),
    ]),
    ...ticks(first, last, 10).map((tick) => text(x(tick), BOTTOM + 18, String(tick), 'middle')),
    text((LEFT + RIGHT) / 2, BOTTOM + 36, 'epoch', 'middle'),
    ...paths,
  ]);
}

function decimalsOf(values: readonly number[]): number {
  const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0));
  return step > 0 ? Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
}
