import type { Comparison, MeasuredComparison } from '../../analysis/compare/comparison.ts';
import type { ModelSummary } from '../../verdict/result.ts';
import { sources } from '../content/details/sources.ts';
import { everyComparison } from '../content/tables/comparisons.ts';
import { blocksHtml } from '../html/blocks.ts';
import { renderResultJson } from '../result-json.ts';
import { isMeasured, type View, valuesOf } from '../view.ts';

/** Larger files would make the page slow. */
const MAX_EMBEDDED_CHARS = 300_000;

type Value = number | string | null;

/** Heading in the CSV file, and its value. */
const COLUMNS: ReadonlyArray<readonly [key: string, of: (comparison: MeasuredComparison) => Value]> = [
  ['runs', ({ candidate }) => candidate.n],
  ['baseline_mean', ({ baseline }) => baseline.mean],
  ['baseline_sd', ({ baseline }) => baseline.standardDeviation],
  ['variant_mean', ({ candidate }) => candidate.mean],
  ['variant_sd', ({ candidate }) => candidate.standardDeviation],
  ['difference', ({ estimate }) => estimate],
  ['interval_low', ({ interval }) => interval.low],
  ['interval_high', ({ interval }) => interval.high],
  ['interval_level', ({ interval }) => interval.level],
  ['p_value', ({ pValue }) => pValue],
  ['p_value_adjusted', ({ pValueAdjusted }) => pValueAdjusted],
  ['significance_level', ({ significanceLevel }) => significanceLevel],
  ['margin', ({ equivalence }) => equivalence?.margin ?? null],
  ['effect_size', ({ effectSize }) => effectSize?.value ?? null],
  ['probability_of_improvement', (c) => c.probabilityOfImprovement?.value ?? null],
  ['minimum_detectable_difference', ({ power }) => power.minimumDetectableDifference],
  ['scope', ({ scope }) => scope],
];

export function numbersHtml(view: View): string {
  return [
    blocksHtml(everyComparison(view)),
    whereFrom(view),
    downloadsHtml(view, [...view.primary, ...view.secondary]),
  ].join('\n');
}

function whereFrom(view: View): string {
  const blocks = sources(view);
  return blocks.length === 0 ? '' : `<h3>Where the numbers come from</h3>\n${blocksHtml(blocks)}`;
}

function downloadsHtml(view: View, all: readonly Comparison[]): string {
  const { seed } = view.words;
  const files = [
    ['comparisons.csv', 'text/csv', comparisonsCsv(all), 'Comparisons as CSV'],
    [`${seed}s.csv`, 'text/csv', seedsCsv(view), `Every ${seed} as CSV`],
    ['result.json', 'application/json', renderResultJson(view.result, 0), 'Everything as JSON'],
  ] as const;
  const links = files.map(([file, type, content, label]) =>
    content.length > MAX_EMBEDDED_CHARS
      ? `<span class="small">${label}: too large for this page; see ${file} next to it.</span>`
      : `<a download="${file}" href="data:${type};charset=utf-8;base64,${Buffer.from(content, 'utf8').toString('base64')}">${label}</a>`,
  );
  return `<p class="downloads">${links.join('\n')}</p>`;
}

export function comparisonsCsv(comparisons: readonly Comparison[]): string {
  const header = ['metric', 'variant', 'role', 'verdict', ...COLUMNS.map(([key]) => key)];
  const rows = comparisons.map((comparison) => [
    comparison.metric,
    comparison.variant,
    comparison.role,
    comparison.verdict,
    ...COLUMNS.map(([, of]) => (isMeasured(comparison) ? of(comparison) : null)),
  ]);
  return csv([header, ...rows]);
}

/** The format that `conclusive compare` reads. */
export function seedsCsv({ result }: View): string {
  const { tasks } = result;
  const [first] = Object.values(tasks?.results[0]?.values ?? {});
  const metrics = first === undefined ? result.metrics.map(({ name }) => name) : Object.keys(first);
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
