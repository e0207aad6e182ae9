import type { Metric } from '../../../config/file/normalise.ts';
import { type Block, type Column, left, paragraph, right, type Table, tableBlock } from '../../document.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { code, type Phrase, plainName, say, strong } from '../../phrase.ts';
import { type View, valuesOf } from '../../view.ts';
import { type PairedDifference, pairedDifferences } from './pairs.ts';

/** More variants are shown as rows of sparklines. */
const MAX_COLUMNS = 3;
const MAX_SEEDS = 100;
const MAX_MODELS = 30;
const BAR = 5;
const LEVELS = '▁▂▃▄▅▆▇█';

const MAX_METRICS = 3;

export function everySeed(view: View): readonly Block[] {
  return view.primaryMetrics.slice(0, MAX_METRICS).flatMap((metric): readonly Block[] => {
    const table = tableBlock(seedTable(view, metric));
    if (table.length === 0) return [];
    const title = view.primaryMetrics.length === 1 ? [] : paragraph([strong(metricTitle(metric.name))]);
    return [...title, ...table];
  });
}

function seedTable(view: View, metric: Metric): Table | null {
  const variants = view.variants.filter((name) => valuesOf(view.model(name), metric.name).length > 0);
  const pairs = variants.map((name) => ({ name, pairs: pairedDifferences(view, name, metric) }));
  const paired = pairs.every((variant) => variant.pairs.length > 0);
  const seeds = [...new Set(pairs.flatMap((variant) => variant.pairs.map(({ seed }) => seed)))].sort(
    (a, b) => a - b,
  );
  if (variants.length === 0) return null;
  if (paired && variants.length <= MAX_COLUMNS && seeds.length <= MAX_SEEDS)
    return byRow(view, metric, pairs, seeds);
  return byModel(
    view,
    metric,
    [...(view.baseline === null ? [] : [view.baseline.name]), ...variants].slice(0, MAX_MODELS),
  );
}

interface VariantPairs {
  readonly name: string;
  readonly pairs: readonly PairedDifference[];
}

function byRow(
  view: View,
  metric: Metric,
  variants: readonly VariantPairs[],
  seeds: readonly number[],
): Table {
  const format = view.format(metric.name);
  const largest = Math.max(
    ...variants.flatMap(({ pairs }) => pairs.map(({ difference }) => Math.abs(difference))),
  );
  const columns: readonly Column[] = [
    right(view.result.design.folds === undefined ? say`Seed` : say`Fold`),
    right(say`${plainName(view.baseline?.name ?? 'baseline')}`),
    ...variants.flatMap(({ name }): readonly Column[] => [
      right(say`${plainName(name)}`),
      right(['Δ']),
      left(['worse · better']),
    ]),
  ];
  const lookups = variants.map(({ pairs }) => new Map(pairs.map((pair) => [pair.seed, pair])));
  const rows = seeds.map((seed) => {
    const found = lookups.map((lookup) => lookup.get(seed));
    const baseline = found.find((pair) => pair !== undefined)?.baseline;
    const cells = found.flatMap((pair): readonly Phrase[] =>
      pair === undefined
        ? [[], [], []]
        : [
            [format.value(pair.variant)],
            [format.signedBare(pair.difference)],
            [code(bar(pair.difference, largest))],
          ],
    );
    return [say`${runName(view, seed)}`, baseline === undefined ? [] : [format.value(baseline)], ...cells];
  });
  return { columns, rows };
}

/** Repeat and fold of a cross-validation, `0/3`. */
function runName({ result: { design } }: View, seed: number): string {
  if (design.folds === undefined) return String(seed);
  const { k } = design.folds;
  return `${Math.floor((seed - 1) / k)}/${(seed - 1) % k}`;
}

function byModel(view: View, metric: Metric, models: readonly string[]): Table {
  const series = models.map((name) => ({
    name,
    values: valuesOf(view.model(name), metric.name)
      .map(({ value }) => value)
      .slice(0, MAX_SEEDS),
  }));
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const low = all.reduce((a, b) => Math.min(a, b), Infinity);
  const high = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const format = view.format(metric.name);
  const rows = series.map(({ name, values }) => [
    say`${plainName(name)}`,
    say`${values.length}`,
    values.length === 0
      ? []
      : say`${format.value(Math.min(...values))} … ${format.value(Math.max(...values))}`,
    say`${sparkline(values, low, high)}`,
  ]);
  const columns: readonly Column[] = [
    left(['Model']),
    right(['Runs']),
    right(['Lowest … highest']),
    left(say`${metricTitle(metric.name)} by seed`),
  ];
  return { columns, rows };
}

/** `··██│·····` is worse, `·····│███··` is better, on the scale of the largest difference. */
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
