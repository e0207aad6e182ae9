/** Finds the columns that identify a row, by their names: docs/how-to/compare.md lists them. */
import { didYouMean } from '../../../config/nearest.ts';
import { UserError } from '../../../config/user-error.ts';
import { bareName, distinct, isGiven, showColumns, type Table } from './table.ts';

/** The surest names come first. */
const MODEL_NAMES: readonly string[] = (
  'model models model_name model_type model_id variant arm method algorithm algo agent approach system estimator classifier ' +
  'learner policy architecture arch backbone network treatment condition config_name experiment experiment_name exp_name exp'
).split(' ');
const RUN_NAMES: readonly string[] = 'group name run_name display_name run label trial_name'.split(' ');
const RUN_ID =
  /^(run|trial|rep(eat|etition|licate|lica)?|attempt|restart|itr)(_(id|uuid|name|no|nr|num|number|index|idx))?$|^(id|name|experiment_key)$/;
const SEED_NAME =
  /^((global|random|rng|manual|train|training|model|data|split|torch|np)_)?seeds?(_value)?$|^random_?state$/;
const METRIC_NAMES: readonly string[] = ['metric', 'metric_name', 'measure', 'variable', 'tag', 'key'];
const VALUE_NAMES: readonly string[] = ['value', 'metric_value', 'value_current'];
const FOLD_NAME = /^(cv_?)?(fold|split)(_?(id|index|no|nr))?$/;
const SPLIT_NAME = /^(split|subset|partition|phase|stage|mode|set|data_split|eval_split)$/;
const TASK_NAME =
  /^(tasks?|data_?sets?|data|benchmark|env(ironment)?|game|problem|subset|domain|corpus|language|lang|suite|scenario|(test|eval)_?set)(_?(name|id))?$/;
const STEP_NAME =
  /^((global|train(ing|er)?|env|time|optimi[sz]er|total|gradient|num)_?)?(env_?)?(steps?|epochs?|iter(ation)?s?|updates?|frames|rounds?|episodes?|generation|timesteps?)$|^(tokens|samples)(_seen)?$|^n_iter$/;

export function isModelName(column: string): boolean {
  const name = bareName(column);
  return MODEL_NAMES.includes(withoutSuffix(name)) || RUN_NAMES.includes(name);
}

function withoutSuffix(name: string): string {
  return MODEL_NAMES.includes(name) ? name : name.replace(/_name$/, '');
}

export function isSeedName(column: string): boolean {
  return SEED_NAME.test(bareName(column));
}

export function isFoldName(column: string): boolean {
  return FOLD_NAME.test(bareName(column));
}

export function isSplitName(column: string): boolean {
  return SPLIT_NAME.test(bareName(column));
}

export function isTaskName(column: string): boolean {
  return TASK_NAME.test(bareName(column));
}

const SUMMARY =
  /^(?:mean|avg|average|std|stdev|median|sem|stderr|geomean|gmean|µ|μ|σ|ø|mittel(?:wert)?|durchschnitt|moyenne|promedio|平均|均值)$/;
const MAY_SUMMARISE =
  /^(?:averaged|sd|all|overall|total|sum|summary|max|min|best|worst|rank|ranks|wins?|ties|count|ensemble|se|ci|media|média|gesamt|summe|合计)$/;
const BESIDE_SUMMARY =
  /^(?:dev|error|grand|macro|micro|weighted|harmonic|arithmetic|geometric|over|of|across|the|seeds?|runs?|folds?|tasks?|datasets?|\d+|ci\d+)$/;

/**
 * Spreadsheets have means below the runs, or beside them.
 *
 * @returns whether a name says so, such as `mean (4 seeds)`, or may say so, such as `all`
 */
export function summaryIn(name: string): 'certain' | 'possible' | null {
  const words = name.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const is = (pattern: RegExp) => words.some((word) => pattern.test(word));
  const isOther = words.some(
    (word) => ![SUMMARY, MAY_SUMMARISE, BESIDE_SUMMARY].some((one) => one.test(word)),
  );
  if (isOther) return /^(?:p[ -]?values?|w\/t\/l)$/i.test(name.trim()) ? 'possible' : null;
  if (is(SUMMARY)) return 'certain';
  return is(MAY_SUMMARISE) || words.some((word) => /^ci\d+$/.test(word)) ? 'possible' : null;
}

/** Nothing but such words: `weighted average` may be a model. */
export function isSummaryName(name: string): boolean {
  const words = name.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return (
    words.length > 0 && words.every((word) => word === 'dev' || SUMMARY.test(word)) && words[0] !== 'dev'
  );
}

/** `time/total_timesteps`, `trainer/global_step` and `_step` are steps too. */
export function isAxisName(column: string): boolean {
  return STEP_NAME.test(axisNameOf(column));
}

function isEpochName(column: string): boolean {
  return axisNameOf(column) === 'epoch';
}

function axisNameOf(column: string): string {
  const name = column.trim();
  return isGiven(name) ? name : bareName(name.slice(name.lastIndexOf('/') + 1)).replace(/^_/, '');
}

/**
 * Index of a column that the user named.
 *
 * @throws UserError with the nearest name
 */
export function requireColumn(table: Table, option: string, name: string): number {
  const at = table.columns.indexOf(name);
  if (at >= 0) return at;
  throw new UserError(
    `${option}: ${table.file} has no column "${name}"; it has ${showColumns(table.columns)}${didYouMean(name, table.columns)}`,
  );
}

/** The surest model column; -1 if there is none. */
export function modelColumn(table: Table): number {
  const exact = columnCalled(table, 'model', '--model-column');
  return exact >= 0 ? exact : firstCalled(table.columns.map(bareName).map(withoutSuffix), MODEL_NAMES);
}

/** @throws UserError if two columns match */
function columnCalled({ columns, file }: Table, name: string, option: string): number {
  const called = columns.flatMap((column, at) => (column.trim().toLowerCase() === name ? [at] : []));
  if (called.length < 2) return called[0] ?? -1;
  const shown = showColumns(called.map((at) => columns[at] as string));
  throw new UserError(`${file}: ${shown} are both called "${name}"; name one with ${option}`);
}

export function runColumn({ columns }: Table): number {
  return firstCalled(columns, RUN_NAMES);
}

export function isRunIdName(column: string): boolean {
  return RUN_ID.test(bareName(column));
}

/** Columns that tell the runs of a model apart without being its seed. */
export function runIdColumns({ columns }: Table): readonly number[] {
  return columns.flatMap((column, at) => (isRunIdName(column) ? [at] : []));
}

export function metricColumn({ columns }: Table): number {
  return firstCalled(columns, METRIC_NAMES);
}

export function valueColumn({ columns }: Table): number {
  return firstCalled(columns, VALUE_NAMES);
}

/** @throws UserError if several disagree */
export function seedColumn(table: Table): number {
  const { columns, rows, file } = table;
  const exact = columnCalled(table, 'seed', '--seed-column');
  if (exact >= 0) return exact;
  const found = columns.flatMap((column, at) =>
    isSeedName(column) && distinct(table, at).size > 0 ? [at] : [],
  );
  const [first = -1, ...others] = found;
  const other = others.find((at) => rows.some(({ cells }) => String(cells[at]) !== String(cells[first])));
  if (other === undefined) return first;
  throw new UserError(
    `${file}: ${showColumns(found.map((at) => columns[at] as string))} could all be the seed; name one with --seed-column`,
  );
}

/** Columns of steps, the finest first: a step separates the rows of one epoch. */
export function axisColumns({ columns }: Table): readonly number[] {
  const found = columns.flatMap((column, at) => (isAxisName(column) ? [at] : []));
  const isEpoch = (at: number) => isEpochName(columns[at] as string);
  return [...found.filter((at) => !isEpoch(at)), ...found.filter(isEpoch)];
}

function firstCalled(columns: readonly string[], names: readonly string[]): number {
  const bare = columns.map(bareName);
  for (const name of names) {
    const at = bare.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}
