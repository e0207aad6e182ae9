import * as Plot from '@observablehq/plot';
import type { Check } from '../../../checks/check.ts';
import { plain, threeDigits } from '../../../words/number.ts';
import { dots, draw, intervals, note } from './plot.ts';

export function checkValue({ id, value, threshold, interval }: Check): string | null {
  const numbers = [value, threshold, interval?.low, interval?.high].filter(
    (number) => typeof number === 'number',
  );
  // Without an interval, the sentence says as much.
  if (value === null || interval === null || !numbers.every(Number.isFinite)) return null;
  const isWhole = numbers.every(Number.isInteger);
  const limit = threshold === null ? null : `limit ${threeDigits(threshold)}`;
  const between = `interval ${plain(interval.low)} to ${plain(interval.high)}`;
  const words = `${plain(value)}, ${between}${limit === null ? '' : `, ${limit}`}`;
  const colour = 'var(--worse)';
  return draw({
    label: `${id}: ${words}`,
    width: 340,
    height: 76,
    margin: { top: 32, right: 12, bottom: 22, left: 12 },
    inset: 14,
    x: {
      label: null,
      domain: extent(numbers),
      ticks: 4,
      tickFormat: (tick: number) => (isWhole && !Number.isInteger(tick) ? '' : threeDigits(tick)),
    },
    marks: [
      limit === null
        ? null
        : [
            Plot.ruleX([threshold], { stroke: 'var(--text)', strokeWidth: 2, className: 'limit' }),
            note(limit, { x: Number(threshold), frameAnchor: 'top', dy: -24 }),
          ],
      intervals([interval], colour, { y: null, strokeWidth: 3.5 }),
      dots([value], colour, { x: value, r: 5.5, strokeWidth: 1.5, className: 'value', title: () => words }),
      note(threeDigits(value), { x: value, frameAnchor: 'top', dy: -8, fill: colour, fontWeight: 'bold' }),
    ],
  });
}

function extent(numbers: readonly number[]): [number, number] {
  const low = Math.min(0, ...numbers);
  const high = Math.max(0, ...numbers);
  return low === high ? [low - 1, high + 1] : [low, high];
}
