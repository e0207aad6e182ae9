/** Finds a column that predicts the label alone, and groups of rows that are in training and in test. */
import { purity, type Tell, tellLabel, toNumbers } from '../../stats/dataset/single-column-predictor.ts';
import { isTargetEncoding } from '../../stats/dataset/target-encoding.ts';
import { type Fields, readerOf } from './id-columns.ts';

/** Maximum number of cells to inspect; longer or wider files are sampled evenly. */
const MAX_CELLS = 500_000;
const FEWEST_ROWS = 20;
/** A label column has at most so many classes, and at least so many rows a class. */
const MAX_CLASSES = 100;
const ROWS_PER_CLASS = 3;
/** Minimum share of the remaining error that a column must explain. */
const TELLING = 0.98;
/** The same for a numeric label, as a share of its variance. */
const EXPLAINED = 0.99;

const LABEL =
  /^(labels?|targets?|class(es)?|y|outcome|category|species|diagnosis|sentiment|digit|response|gold|ground[_ ]?truth|answer_class|is_[a-z]+|quality|price|survived|default|churn)$/i;
const GROUP =
  /^(patient|subject|participant|person|user|customer|client|speaker|author|writer|household|family|doc|document|article|conversation|dialogu?e?|thread|session|video|scene|slide|clip|animal|group|cluster)([_ .-]?(id|no|nr|num|number|key|name|uid))?$/i;
/** Under an ambiguous name, rows of a group must share their label. */
const PURE = 0.98;
const FEWEST_GROUPS = 20;

export interface ColumnsOption {
  readonly label?: string | undefined;
  readonly group?: string | undefined;
}

export interface ColumnEvidence {
  /** null if the label column is unknown. */
  readonly label: string | null;
  readonly telling: ReadonlyArray<Tell & { readonly column: string }>;
  /** Accuracy of the best other column; null if there is none. */
  readonly next: number | null;
  readonly columns: number;
  readonly isNumeric: boolean;
  /** Columns with the label's mean by value, over training and test together. */
  readonly encoded: readonly string[];
  readonly groups: ReadonlyArray<{
    readonly column: string;
    /** Test examples that share a group with training. */
    readonly shared: number;
    readonly examples: number;
    readonly of: number;
    /** True if the name or the config marks it as a group. */
    readonly isNamed: boolean;
  }>;
}

type Table = ReadonlyMap<string, readonly string[]>;

/**
 * @param train lines, the header first where `hasHeader`
 * @returns null for text without columns, or too few rows
 */
export function inspectColumns(
  train: readonly string[],
  test: readonly string[],
  option: ColumnsOption = {},
): ColumnEvidence | null {
  const ofTrain = toTable(train);
  const ofTest = toTable(test);
  if (ofTrain === null || ofTest === null) return null;
  const tested = alignColumns(ofTrain, ofTest);
  const shared = [...ofTrain.keys()].filter((name) => tested.has(name));
  const rows = (table: Table) => table.values().next().value?.length ?? 0;
  if (shared.length < 2 || Math.min(rows(ofTrain), rows(tested)) < FEWEST_ROWS) return null;
  const label = option.label === undefined ? guessLabel(ofTrain, shared) : nameOf(option.label, shared);
  const group = option.group === undefined ? null : nameOf(option.group, shared);
  const features = shared.filter((name) => name !== label);
  const columnOf = (table: Table, name: string) => ({
    values: table.get(name) ?? [],
    labels: (label === null ? undefined : table.get(label)) ?? [],
  });
  const groups = features.flatMap((name) =>
    describeGroup(name, columnOf(ofTrain, name), columnOf(tested, name), group, label !== null),
  );
  const isNumeric = label !== null && !isClass(ofTrain.get(label) ?? []);
  const ofGroups = new Set(groups.map(({ column }) => column));
  const tells = (label === null ? [] : features)
    .filter((name) => !ofGroups.has(name))
    .map((column) => ({
      column,
      ...tellLabel(columnOf(ofTrain, column), columnOf(tested, column), isNumeric),
    }))
    .sort((a, b) => b.right - a.right);
  const slackOf = (name: string) => {
    const { values, labels } = columnOf(tested, name);
    return isNumeric || !isOrder(values) ? 0 : (new Set(labels).size - 1) / values.length;
  };
  const telling = tells.filter((tell) => isTelling(tell, isNumeric, slackOf(tell.column)));
  const next = tells.find((tell) => !telling.includes(tell))?.right ?? null;
  const encoded =
    label === null
      ? []
      : features.filter((name) => isEncodedOnAll(columnOf(ofTrain, name), columnOf(tested, name)));
  return { label, telling, next, columns: features.length, isNumeric, encoded, groups };
}

/** Labels of text count as the share of one of two classes. */
function isEncodedOnAll(train: Column, test: Column): boolean {
  const all = [...train.labels, ...test.labels];
  const [first] = all;
  const targets = toNumbers(all) ?? all.map((label) => (label === first ? 1 : 0));
  const isEncoding = (values: readonly string[], labels: readonly number[]) =>
    isTargetEncoding(values, labels) ||
    isTargetEncoding(
      values,
      labels.map((label) => 1 - label),
    );
  return (
    isEncoding([...train.values, ...test.values], targets) &&
    !isEncoding(train.values, targets.slice(0, train.labels.length))
  );
}

/** @param slack the share of examples that may be wrong in any case */
function isTelling({ right, baseRate }: Tell, isNumeric: boolean, slack: number): boolean {
  if (isNumeric) return right >= EXPLAINED;
  return right + slack >= 1 || (baseRate < 1 && (right - baseRate) / (1 - baseRate) >= TELLING);
}

/** Unique row numbers and dates: in a file sorted by class, one example per border may fall into the next class. */
function isOrder(values: readonly string[]): boolean {
  return new Set(values).size === values.length && values.every((value) => /^\d+$|^\d{4}-\d{2}/.test(value));
}

function toTable(lines: readonly string[]): Table | null {
  const fieldsOf = readerOf(lines);
  const [first] = lines;
  if (fieldsOf === null || first === undefined) return null;
  const head = fieldsOf(first);
  const isJson = first.startsWith('{');
  const names = isJson ? null : headerOf(head, lines[1] === undefined ? head : fieldsOf(lines[1]));
  const body = names === null ? lines : lines.slice(1);
  const step = Math.max(1, Math.ceil((body.length * head.size) / MAX_CELLS));
  const columns = new Map<string, string[]>();
  const nameOfKey = (key: string | number) =>
    typeof key === 'string' ? key : (names?.[key] ?? `column ${key + 1}`);
  for (const key of head.keys()) columns.set(nameOfKey(key), []);
  for (let row = 0; row < body.length; row += step) {
    const fields = fieldsOf(body[row] as string);
    for (const key of head.keys()) columns.get(nameOfKey(key))?.push(clean(fields.get(key) ?? ''));
  }
  return columns;
}

function clean(value: string): string {
  const trimmed = value.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}

/** The first row holds names if no cell is a number, none repeats, and the next row is of another kind. */
function headerOf(first: Fields, second: Fields): string[] | null {
  const cells = [...first.values()].map((cell) => clean(cell).replace(/^\uFEFF/, ''));
  const isNumber = (cell: string) => cell !== '' && Number.isFinite(Number(cell));
  if (cells.some(isNumber) || new Set(cells).size < cells.length || cells.includes('')) return null;
  const isNamed =
    cells.some((cell) => LABEL.test(cell)) || cells.every((cell) => /^[\w .()%/-]{1,40}$/.test(cell));
  return isNamed &&
    ([...second.values()].some((cell) => isNumber(clean(cell))) || cells.some((cell) => LABEL.test(cell)))
    ? cells
    : null;
}

/** Columns are matched by position, because one file may have other names, or none. */
function alignColumns(train: Table, test: Table): Table {
  const names = [...train.keys()];
  const others = [...test.keys()];
  if (names.some((name) => test.has(name)) || names.length !== others.length) return test;
  return new Map(names.map((name, place) => [name, test.get(others[place] as string) ?? []]));
}

function nameOf(asked: string, names: readonly string[]): string | null {
  return (
    names.find((name) => name === asked) ?? (/^\d+$/.test(asked) ? (names[Number(asked) - 1] ?? null) : null)
  );
}

/** Found by name; else the last or the first column, if it holds classes. */
function guessLabel(table: Table, names: readonly string[]): string | null {
  const named = names.find((name) => LABEL.test(name));
  if (named !== undefined) return named;
  const edges = [names.at(-1), names[0]].filter((name) => name !== undefined);
  return edges.find((name) => isClass(table.get(name) ?? [])) ?? null;
}

/** Few different values, each of them several times, and no fractions. */
function isClass(values: readonly string[]): boolean {
  const classes = new Set(values);
  return (
    classes.size > 1 &&
    classes.size <= MAX_CLASSES &&
    classes.size * ROWS_PER_CLASS <= values.length &&
    [...classes].every(
      (value) => value.length <= 64 && !(/[.]\d*[1-9]/.test(value) && toNumbers([value]) !== null),
    )
  );
}

interface Column {
  readonly values: readonly string[];
  readonly labels: readonly string[];
}

function describeGroup(
  name: string,
  train: Column,
  test: Column,
  asked: string | null,
  hasLabel: boolean,
): ColumnEvidence['groups'][number][] {
  const isNamed = asked === name || (asked === null && GROUP.test(name));
  for (const [keyOf, suffix] of KEYS) {
    const own = train.values.map(keyOf);
    const other = test.values.map(keyOf);
    const groups = new Set(own);
    // If each row is its own group, the first parts of the names may be the groups.
    if (groups.size > 0.9 * own.length) continue;
    const sharing = other.filter((value) => value !== '' && groups.has(value));
    if (!isNamed && !(hasLabel && isPureGroup(own, other.length, sharing.length, train.labels))) continue;
    const found = { column: `${name}${suffix}`, shared: new Set(sharing).size, examples: sharing.length };
    return [{ ...found, of: other.length, isNamed }];
  }
  return [];
}

const KEYS: ReadonlyArray<readonly [(value: string) => string, string]> = [
  [(value) => value, ''],
  [(value) => /^(.+?)[_/.:-][^_/.:-]+(\.\w{2,5})?$/.exec(value)?.[1] ?? value, ' (first part)'],
];

/**
 * True for many values with several rows each, a label that varies little within a value, and no meaningful order.
 */
function isPureGroup(
  values: readonly string[],
  tested: number,
  sharing: number,
  labels: readonly string[],
): boolean {
  const groups = new Set(values).size;
  if (groups < FEWEST_GROUPS || values.length < 1.5 * groups || sharing < tested / 2) return false;
  if (values.some((value) => /[.]\d*[1-9]/.test(value) && toNumbers([value]) !== null)) return false;
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  // A call cannot take so many arguments.
  if (counts.size > groups / 3) return false;
  const most =
    [...counts.values()].reduce((high, count) => Math.max(high, count), 0) / Math.max(1, labels.length);
  return (purity({ values, labels }) - most) / (1 - most || 1) >= PURE;
}
