import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import type { Metric } from '../../../config/file/normalise.ts';
import { intervalLevel } from '../../../words/number.ts';
import { VERDICT_GLYPHS } from '../../content/headline/verdict-words.ts';
import { pairName } from '../../content/pair-words.ts';
import { pairedDifferences } from '../../content/tables/pairs.ts';
import { levelOf, meansOf, ownLevel } from '../../content/tables/rows.ts';
import { more, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import {
  differenceAxis,
  differenceGround,
  dots,
  draw,
  intervals,
  metricWords,
  mutedNote,
  shortName,
} from './plot.ts';

const MAX_ROWS = 20;
const MAX_DOTS = 800;
/** Heights of a row and distances from its top. A narrow row has its numbers below the name. */
const NAME_AT = 9;
const LINE = 16;
const WIDE = { row: 74, dotsAt: 32, barAt: 53 } as const;
const NARROW = { row: 74 + LINE, dotsAt: 32 + LINE, barAt: 53 + LINE } as const;
/** The stroke keeps text legible over the band and the grid. */
const ABOVE_ROW = { fy: 'variant', fill: 'var(--text)', stroke: 'var(--page)', strokeWidth: 4 };
const NEAR_EDGE = 0.25;
const DOTS = { seed: null, fold: 'fold', task: 'task', none: 'run', value: 'run' } as const;
const WIDTHS = { wide: 1000, narrow: 380, secondary: 440 } as const;

interface Row {
  readonly variant: string;
  readonly name: string;
  /** `81.5 → 83.2 %` */
  readonly means: string;
  /** `+1.8 pts (+1.4 to +2.2)` */
  readonly label: string;
  readonly verdict: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export function differencesPicture(view: View, metric: Metric): Picture | null {
  const measured = [...view.primary, ...view.secondary]
    .filter(isMeasured)
    .filter((one) => one.metric === metric.name)
    .filter(({ estimate, interval }) => [estimate, interval.low, interval.high].every(Number.isFinite));
  const level = levelOf(measured);
  const rows = measured.slice(0, MAX_ROWS).map((one) => rowOf(view, one, measured));
  const [first] = measured;
  if (first === undefined) return null;
  const format = view.format(metric.name);
  const title = metricWords(metric.name);
  const seeds = rows.flatMap(({ variant }) =>
    pairedDifferences(view, variant, metric)
      .filter(({ difference }) => Number.isFinite(difference))
      // A single dot would repeat the estimate.
      .filter((_, __, { length }) => length > 1)
      .slice(0, Math.floor(MAX_DOTS / rows.length))
      .map(({ seed, difference }) => ({ variant, seed, difference })),
  );
  const drawn = (width: number) => {
    const side = metric.margin;
    const top = 22;
    const isNarrow = width < 500;
    const ticks = isNarrow ? 4 : 8;
    const { row, dotsAt, barAt } = isNarrow ? NARROW : WIDE;
    const words = (line: number, side: 'left' | 'right', text: (row: Row) => string, look = {}) =>
      Plot.text(rows, {
        ...ABOVE_ROW,
        frameAnchor: `top-${side}`,
        dy: NAME_AT + line * LINE,
        text,
        ...look,
      });
    return draw({
      label: `${title}, difference to the baseline: ${rows.map(({ name, label, verdict }) => `${name} ${label} ${verdict}`).join('; ')}`,
      width,
      height: top + rows.length * row + 40,
      margin: { top, right: 6, bottom: 40, left: 6 },
      inset: 8,
      x: differenceAxis(ticks, format.signedBare),
      fy: { axis: null, padding: 0, domain: rows.map(({ variant }) => variant) },
      marks: [
        ...differenceGround(ticks, side),
        Plot.frame({ anchor: 'top', stroke: 'var(--line)' }),
        side === null || side <= 0
          ? null
          : mutedNote(`does not matter: ±${format.exact(side)}`, {
              ...marginPlace(side, rows, seeds),
              fy: () => rows[0]?.variant,
              frameAnchor: 'top',
              dy: -11,
            }),
        Plot.dot(
          seeds,
          Plot.dodgeY({
            anchor: 'middle',
            padding: 0.5,
            x: 'difference',
            fy: 'variant',
            r: 3,
            dy: dotsAt - row / 2,
            fill: 'var(--dot)',
            className: 'seed',
            title: ({ seed, difference }: (typeof seeds)[number]) =>
              `${pairName(view, seed)}: ${format.signed(difference)}`,
          }),
        ),
        intervals(rows, 'var(--variant)', {
          fy: 'variant',
          y: null,
          strokeWidth: 4,
          // Relative to the middle of the row.
          dy: barAt - row / 2,
        }),
        dots(rows, 'var(--variant)', {
          x: 'estimate',
          fy: 'variant',
          frameAnchor: 'bottom',
          r: 6.5,
          dy: barAt - row,
          strokeWidth: 2,
          className: 'estimate',
          title: ({ name, label, verdict }: Row) => `${name}: ${label} ${verdict}`,
        }),
        words(0, 'left', ({ name }) => name, { fontWeight: 'bold', className: 'name' }),
        ...(isNarrow
          ? [
              words(0, 'right', ({ verdict }) => verdict),
              words(1, 'left', ({ means }) => means),
              words(1, 'right', ({ label }) => label),
            ]
          : [
              words(0, 'right', ({ means, label, verdict }) => [means, label, verdict].join('   ').trimEnd()),
            ]),
      ],
    });
  };
  const isSecondary = first.role === 'secondary';
  const dot = seeds.length > 0 ? `One dot per ${DOTS[first.pairing] ?? view.words.pair}. ` : '';
  const bar = level === null ? 'confidence interval' : `${intervalLevel(level)} confidence interval`;
  const turned =
    metric.direction === 'minimize'
      ? ' Lower values are better; the axis is mirrored, so right is better.'
      : '';
  const hidden = measured.length - rows.length;
  return {
    id: `difference-${view.result.metrics.indexOf(metric)}`,
    title: isSecondary ? `${title} (${first.guard === undefined ? 'exploratory' : 'guarded'})` : title,
    svg: isSecondary ? drawn(WIDTHS.secondary) : { wide: drawn(WIDTHS.wide), narrow: drawn(WIDTHS.narrow) },
    legend: say`${dot}Bar: estimate and ${bar}.${turned}${hidden > 0 ? ' ' : ''}${more(hidden, 'are in the table.')}`,
  };
}

/** Centres the words over the margin unless an edge would cut them off. */
function marginPlace(
  margin: number,
  rows: readonly Row[],
  seeds: ReadonlyArray<{ readonly difference: number }>,
) {
  const shown = [margin, -margin, ...rows.flatMap(({ low, high }) => [low, high])];
  const all = [...shown, ...seeds.map(({ difference }) => difference)];
  const low = Math.min(...all);
  const at = -low / (Math.max(...all) - low);
  if (at < NEAR_EDGE) return { x: -margin, textAnchor: 'start' } as const;
  if (at > 1 - NEAR_EDGE) return { x: margin, textAnchor: 'end' } as const;
  return { x: 0 };
}

function rowOf(view: View, one: MeasuredComparison, all: readonly MeasuredComparison[]): Row {
  const { variant, metric, estimate, interval, verdict, role } = one;
  const { signed, signedBare } = view.format(metric);
  const means = meansOf(view, variant, metric);
  return {
    variant,
    name: shortName(variant, 32),
    means: means === null ? '' : `${means.before} → ${means.after}${means.unit}`,
    label: `${signed(estimate)} (${signedBare(interval.low)} to ${signedBare(interval.high)}${ownLevel(one, all)})`,
    verdict: role === 'secondary' ? '' : `${VERDICT_GLYPHS[verdict]} ${verdict}`,
    estimate,
    low: interval.low,
    high: interval.high,
  };
}
