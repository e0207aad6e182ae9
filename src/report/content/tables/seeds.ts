import type { Metric } from '../../../config/file/normalise.ts';
import { type Block, left, paragraph, right, tableBlock } from '../../document.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { code, type Inline, plainName, say, strong } from '../../phrase.ts';
import { isOverRepeats, type View, valuesOf } from '../../view.ts';
import { sharedInPairs, titleOfPairs } from '../pair-words.ts';
import { type PairedDifference, pairedDifferences } from './pairs.ts';

/** More variants are shown as rows of sparklines. */
const MAX_COLUMNS = 3;
const MAX_SEEDS = 100;
const MAX_MODELS = 30;
const BAR = 5;
const LEVELS = '▁▂▃▄▅▆▇█';

const MAX_METRICS = 3;

export function everySeed(view: View): readonly Block[] {
  // All repeats together have one value of these.
  const metrics = view.primaryMetrics.filter(({ name }) => !isOverRepeats(view, name));
  return metrics.slice(0, MAX_METRICS).flatMap((metric): readonly Block[] => {
    const table = seedTable(view, metric);
    if (table.length === 0) return [];
    const title = metrics.length === 1 ? [] : paragraph([strong(metricTitle(metric.name))]);
    return [...title, ...table];
  });
}

function seedTable(view: View, metric: Metric): readonly Block[] {
  const variants = view.variants.filter((name) => valuesOf(view.model(name), metric.name).length > 0);
  const pairs = variants.map((name) => ({ name, pairs: pairedDifferences(view, name, metric) }));
  const paired = pairs.every((variant) => variant.pairs.length > 0);
  const seeds = [...new Set(pairs.flatMap((variant) => variant.pairs.map(({ seed }) => seed)))];
  if (variants.length === 0) return [];
  if (paired && variants.length <= MAX_COLUMNS && seeds.length <= MAX_SEEDS)
    return bySeed(
      view,
      metric,
      pairs,
      seeds.sort((a, b) => a - b),
    );
  const baseline = view.baseline === null ? [] : [view.baseline.name];
  return byModel(view, metric, [...baseline, ...variants].slice(0, MAX_MODELS));
}

interface VariantPairs {
  readonly name: string;
  readonly pairs: readonly PairedDifference[];
}

function bySeed(
  view: View,
  metric: Metric,
  variants: readonly VariantPairs[],
  seeds: readonly number[],
): readonly Block[] {
  const format = view.format(metric.name);
  const all = variants.flatMap(({ pairs }) => pairs);
  const largest = Math.max(...all.map(({ difference }) => Math.abs(difference)));
  const baselines = new Map(all.map(({ seed, baseline }) => [seed, format.value(baseline)]));
  return tableBlock<number>(seeds, [
    right(titleOfPairs(view), (seed) => runName(view, seed)),
    right(plainName(view.baseline?.name ?? 'baseline'), (seed) => baselines.get(seed) ?? ''),
    ...variants.flatMap(({ name, pairs }) => {
      const cell = (write: (pair: PairedDifference) => Inline) => {
        const cells = new Map(pairs.map((pair) => [pair.seed, write(pair)]));
        return (seed: number) => cells.get(seed) ?? '';
      };
      const value = cell(({ variant }) => format.value(variant));
      const difference = cell((pair) => format.signedBare(pair.difference));
      const drawn = cell((pair) => code(bar(pair.difference, largest)));
      return [right(plainName(name), value), right('Δ', difference), left('worse · better', drawn)];
    }),
  ]);
}

/** Repeat and fold of a cross-validation, `0/3`, or the name of a task. */
function runName({ result: { design } }: View, seed: number): Inline {
  const task = design.tasks?.[seed - 1];
  if (task !== undefined) return plainName(task);
  if (design.folds === undefined) return String(seed);
  const { k } = design.folds;
  return `${Math.floor((seed - 1) / k)}/${(seed - 1) % k}`;
}

function byModel(view: View, metric: Metric, models: readonly string[]): readonly Block[] {
  const series = models.map((name) => ({
    name,
    values: valuesOf(view.model(name), metric.name)
      .map(({ value }) => value)
      .slice(0, MAX_SEEDS),
  }));
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const { value } = view.format(metric.name);
  return tableBlock(
    series.filter(({ values }) => values.length > 0),
    [
      left('Model', ({ name }) => plainName(name)),
      right('Runs', ({ values }) => String(values.length)),
      right(
        'Lowest … highest',
        ({ values }) => `${value(Math.min(...values))} … ${value(Math.max(...values))}`,
      ),
      left(say`${metricTitle(metric.name)} by ${sharedInPairs(view)}`, ({ values }) =>
        sparkline(values, low, high),
      ),
    ],
  );
}

/** `··██│·····` is worse, `·····│███··` is better. */
export function bar(difference: number, largest: number): string {
  const share = largest > 0 && Number.isFinite(difference) ? Math.abs(difference) / largest : 0;
  const filled = '█'.repeat(difference === 0 ? 0 : Math.max(1, Math.round(share * BAR)));
  const left = difference < 0 ? filled.padStart(BAR, '·') : '·'.repeat(BAR);
  const right = difference > 0 ? filled.padEnd(BAR, '·') : '·'.repeat(BAR);
  return `${left}│${right}`;
}

export function sparkline(values: readonly number[], low: number, high: number): string {
  return values
    .map((value) => {
      const share = high > low && Number.isFinite(value) ? (value - low) / (high - low) : 0.5;
      return LEVELS[Math.round(share * (LEVELS.length - 1))] ?? LEVELS[0];
    })
    .join('');
}
