/** A column a model: `seed,baseline,wider`. */
import { everyKnownName, meansTheSame } from '../../../../config/known-metrics.ts';
import { countBy } from '../../../../stats/group-by.ts';
import { show } from '../../../readers/unreadable-run-error.ts';
import { readCell } from '../../cells.ts';
import type { MissingOptions } from '../../missing-options.ts';
import { isAxisName, isFoldName, isSeedName, isSplitName, isTaskName, summaryIn } from '../column-names.ts';
import { nameTellsNoMetric } from '../not-metric-names.ts';
import { requireUnitOf } from '../number-style.ts';
import { bareName, type ColumnOptions, isEmpty, refuse, showColumns, type Table, textOf } from '../table.ts';
import type { Unnamed } from './unnamed-metric.ts';

interface Call {
  readonly options: ColumnOptions;
  readonly missing: MissingOptions;
  readonly unnamed: Unnamed;
}

/** @returns null unless the call names one of the columns as a model, or one is called baseline */
export function fromModelColumns(table: Table, { options, missing, unnamed }: Call): Table | null {
  const { columns, rows } = table;
  const isKey = (column: string) =>
    [options.seedColumn, options.taskColumn, options.stepColumn].includes(column) ||
    [isSeedName, isAxisName, isFoldName, isSplitName, isTaskName].some((isNamed) => isNamed(column));
  const isNamed = (column: string) =>
    [options.baseline ?? 'baseline', ...options.variants].some(
      (name) => name.toLowerCase() === column.toLowerCase(),
    );
  const numeric = columns.flatMap((column, at) => {
    if (isNamed(column)) return [at];
    const isOther =
      column === '' || isKey(column) || summaryIn(column) !== null || nameTellsNoMetric(column) !== null;
    return isOther || !isNumeric(table, at) || isRepeated(table, at) ? [] : [at];
  });
  if (numeric.length < 2 || !numeric.some((at) => isNamed(columns[at] as string))) return null;
  const { models, notes } = ofOneMetric(table, numeric, options);
  const names = models.map((at) => columns[at] as string);
  requireUnitOf(table, names);
  if (models.length > 2 && options.variants.length === 0 && !columns.some(isKey))
    missing.ask(
      '--variant',
      `a column that is a model; repeat it for each one. The columns of numbers are ${showColumns(names)}, and one of them may be a setting`,
      names.at(-1) as string,
    );
  const metric = unnamed.nameFor(table.file);
  const keys = columns.flatMap((column, at) => (column === '' || models.includes(at) ? [] : [at]));
  return {
    ...table,
    notes: [...(table.notes ?? []), ...notes],
    columns: ['model', ...keys.map((at) => columns[at] as string), metric],
    rows: models.flatMap((at) =>
      rows.map(({ cells, ...place }) => ({
        ...place,
        cells: [columns[at], ...keys.map((key) => cells[key]), cells[at]],
      })),
    ),
  };
}

/** `resnet_acc` and `vit_f1` are of two metrics: only columns of the baseline's metric are compared with it. */
function ofOneMetric({ columns, file }: Table, models: readonly number[], options: ColumnOptions) {
  const { baseline = 'baseline', metrics, variants } = options;
  const metricOf = (column: string) => metricInName(column, metrics);
  const wanted = metricOf(baseline);
  const isSame = (one: string | null, other: string | null) =>
    one === other || (one !== null && other !== null && meansTheSame(one, other));
  const refuseColumn = (column: string, why: string) =>
    refuse(
      { file, line: 1 },
      `the column ${show(column)} ${why}; name columns of one metric with --baseline and --variant`,
    );
  const [metric = null] = metrics;
  if (wanted !== null && metric !== null && !isSame(wanted, metricOf(metric) ?? metric))
    refuseColumn(baseline, `is named after ${wanted}, but --metric is ${metric}`);
  const isOther = (at: number) => !isSame(metricOf(columns[at] as string), wanted);
  const others = models.filter(isOther).map((at) => columns[at] as string);
  if (others[0] === undefined) return { models, notes: [] };
  const asked = others.find((column) => variants.includes(column));
  if (wanted !== null && asked !== undefined)
    refuseColumn(asked, `is not named after ${wanted}, as ${show(baseline)} is`);
  if (wanted === null && variants.length === 0)
    refuseColumn(others[0], `may be a model, or values of ${metricOf(others[0])}`);
  if (wanted === null) return { models, notes: [] };
  return {
    models: models.filter((at) => !isOther(at)),
    notes: [`Columns that are not named after ${wanted} are left out: ${showColumns(others)}.`],
  };
}

const NAMES_OF_METRICS: ReadonlySet<string> = new Set([...everyKnownName(), 'loss', 'error'].map(bareName));

/** The metric that a name ends or begins with: `acc` of `resnet_acc` and `acc/resnet`. */
export function metricInName(column: string, named: readonly string[]): string | null {
  const words = plainName(column).split('_');
  const isMetric = (part: string) => NAMES_OF_METRICS.has(part) || named.map(plainName).includes(part);
  const parts = words.flatMap((_, at) => [words.slice(at), words.slice(0, words.length - at)]);
  return parts.map((part) => part.join('_')).find(isMetric) ?? null;
}

/** `wine (acc)` and lm-eval's `acc,none` without brackets and filter. */
function plainName(column: string): string {
  return bareName(column.replace(/,[\w-]+$/, '').replaceAll(/[()[\]]/g, ' '));
}

/** Few numbers, each as often as the others, were chosen and not measured. */
function isRepeated({ rows }: Table, at: number): boolean {
  const counts = countBy(rows.map(({ cells }) => textOf(cells[at])));
  return new Set(counts.values()).size === 1 && counts.size > 1 && counts.size * 2 <= rows.length;
}

export function isNumeric({ rows }: Table, at: number): boolean {
  const filled = rows.map(({ cells }) => cells[at]).filter((cell) => !isEmpty(cell));
  const numbers = filled.filter((cell) => typeof readCell(cell) === 'number');
  return numbers.length * 2 > filled.length;
}
