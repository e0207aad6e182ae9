import type { Comparison, MeasuredComparison } from '../../analysis/compare/comparison.ts';
import type { ModelSummary } from '../../verdict/result.ts';
import { plain, pValue } from '../../words/number.ts';
import { left, right, small, tableBlock } from '../document.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { more, plainName } from '../phrase.ts';
import { renderResultJson } from '../result-json.ts';
import { isMeasured, type View, valuesOf } from '../view.ts';

const MAX_ROWS = 200;
/** Larger files would make the page slow. */
const MAX_EMBEDDED_CHARS = 300_000;

type Value = number | string | null;

interface NumberColumn {
  readonly title: string;
  /** Heading in the CSV file. */
  readonly key: string;
  readonly isInPage?: boolean;
  of(comparison: MeasuredComparison): Value;
}

const COLUMNS: readonly NumberColumn[] = [
  { title: 'Runs', key: 'runs', of: ({ candidate }) => candidate.n },
  { title: 'Baseline', key: 'baseline_mean', of: ({ baseline }) => baseline.mean },
  { title: 'sd', key: 'baseline_sd', of: ({ baseline }) => baseline.standardDeviation },
  { title: 'Variant', key: 'variant_mean', of: ({ candidate }) => candidate.mean },
  { title: 'sd', key: 'variant_sd', of: ({ candidate }) => candidate.standardDeviation },
  { title: 'Difference', key: 'difference', of: ({ estimate }) => estimate },
  { title: 'from', key: 'interval_low', of: ({ interval }) => interval.low },
  { title: 'to', key: 'interval_high', of: ({ interval }) => interval.high },
  { title: 'Level', key: 'interval_level', of: ({ interval }) => interval.level },
  { title: 'p, unadjusted', key: 'p_value', of: ({ pValue }) => pValue },
  { title: 'p, adjusted', key: 'p_value_adjusted', of: ({ pValueAdjusted }) => pValueAdjusted },
  { title: 'needs', key: 'significance_level', of: ({ significanceLevel }) => significanceLevel },
  { title: 'Margin', key: 'margin', isInPage: false, of: ({ equivalence }) => equivalence?.margin ?? null },
  { title: "Hedges' g", key: 'effect_size', of: ({ effectSize }) => effectSize?.value ?? null },
  {
    title: 'P(better)',
    key: 'probability_of_improvement',
    of: (c) => c.probabilityOfImprovement?.value ?? null,
  },
  {
    title: 'Detectable',
    key: 'minimum_detectable_difference',
    of: ({ power }) => power.minimumDetectableDifference,
  },
  { title: 'Scope', key: 'scope', isInPage: false, of: ({ scope }) => scope },
];

export function numbersHtml(view: View): string {
  const all = [...view.primary, ...view.secondary];
  const blocks = [
    ...tableBlock(all.slice(0, MAX_ROWS), [
      left('Metric', ({ metric }) => plainName(metric)),
      left('Model', ({ variant }) => plainName(variant)),
      left('Role', ({ role }) => role),
      ...COLUMNS.filter(({ isInPage }) => isInPage !== false).map((column) =>
        right(column.title, (one: Comparison) => (isMeasured(one) ? cellOf(column, one) : '')),
      ),
      left('Verdict', ({ verdict }) => verdict),
    ]),
    ...small(more(all.length - MAX_ROWS, 'are in the files.')),
  ];
  return `${downloadsHtml(view, all)}
${foldHtml('Every number of every comparison', blocksHtml(blocks))}`;
}

function cellOf({ key, of }: NumberColumn, comparison: MeasuredComparison): string {
  const value = of(comparison);
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return key.startsWith('p_value') ? pValue(value) : plain(value);
}

function downloadsHtml(view: View, all: readonly Comparison[]): string {
  const files = [
    ['comparisons.csv', 'text/csv', comparisonsCsv(all), 'Comparisons as CSV'],
    ['seeds.csv', 'text/csv', seedsCsv(view), 'Every seed as CSV'],
    ['result.json', 'application/json', renderResultJson(view.result, 0), 'Everything as JSON'],
  ] as const;
  const links = files.map(([file, type, content, label]) =>
    content.length > MAX_EMBEDDED_CHARS
      ? `<span class="small">${label}: too large for this page, ${file} lies beside it.</span>`
      : `<a download="${file}" href="data:${type};charset=utf-8;base64,${Buffer.from(content, 'utf8').toString('base64')}">${label}</a>`,
  );
  return `<p class="downloads">${links.join('\n')}</p>`;
}

export function comparisonsCsv(comparisons: readonly Comparison[]): string {
  const header = ['metric', 'variant', 'role', 'verdict', ...COLUMNS.map(({ key }) => key)];
  const rows = comparisons.map((comparison) => [
    comparison.metric,
    comparison.variant,
    comparison.role,
    comparison.verdict,
    ...COLUMNS.map(({ of }) => (isMeasured(comparison) ? of(comparison) : null)),
  ]);
  return csv([header, ...rows]);
}

/** The format that `conclusive compare` reads. */
export function seedsCsv({ result }: View): string {
  const metrics = result.metrics.map(({ name }) => name);
  const { tasks } = result;
  const rows = result.models.flatMap((model) =>
    tasks === undefined
      ? rowsOf([model.name], model.values, metrics)
      : tasks.results.flatMap(({ task, values }) =>
          rowsOf([model.name, task], values[model.name] ?? {}, metrics),
        ),
  );
  const names = tasks === undefined ? ['model'] : ['model', 'task'];
  return csv([[...names, 'seed', ...metrics], ...rows]);
}

/** One row for each seed. */
function rowsOf(
  names: readonly string[],
  values: ModelSummary['values'],
  metrics: readonly string[],
): ReadonlyArray<readonly Value[]> {
  const seeds = new Map<number, Map<string, number>>();
  for (const metric of metrics) {
    for (const { seed, value } of valuesOf({ values }, metric)) {
      const row = seeds.get(seed) ?? new Map<string, number>();
      seeds.set(seed, row.set(metric, value));
    }
  }
  return [...seeds]
    .sort(([a], [b]) => a - b)
    .map(([seed, row]): Value[] => [...names, seed, ...metrics.map((metric) => row.get(metric) ?? null)]);
}

function csv(rows: ReadonlyArray<readonly Value[]>): string {
  return `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** The apostrophe keeps a spreadsheet from running a name as a formula. */
function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
