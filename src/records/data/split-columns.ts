/** Columns of files of examples: one that tells the label by itself, and groups of rows that are in training and in test. */
import { purity, type Tell, tellLabel, toNumbers } from '../../stats/dataset/single-column-predictor.ts';
import { type Fields, readerOf } from './id-columns.ts';

/** Cells that are looked at: of longer or wider files evenly spread rows. */
const MAX_CELLS = 500_000;
const FEWEST_ROWS = 20;
/** A label with more classes, or with fewer rows a class, is none. */
const MAX_CLASSES = 100;
const ROWS_PER_CLASS = 3;
/** Of what a column leaves open without it, it has to settle this share. */
const TELLING = 0.98;
/** Of an amount: the share of its variance. */
const EXPLAINED = 0.99;

const LABEL =
  /^(labels?|targets?|class(es)?|y|outcome|category|species|diagnosis|sentiment|digit|response|gold|ground[_ ]?truth|answer_class|is_[a-z]+|quality|price|survived|default|churn)$/i;
const GROUP =
  /^(patient|subject|participant|person|user|customer|client|speaker|author|writer|household|family|doc|document|article|conversation|dialogu?e?|thread|session|video|scene|slide|clip|animal|group|cluster)([_ .-]?(id|no|nr|num|number|key|name|uid))?$/i;
/** A group of a name that may be any feature is one where its rows share their label. */
const PURE = 0.98;
const FEWEST_GROUPS = 20;

export interface ColumnsOption {
  /** The column's name, or its number from 1. */
  readonly label?: string | undefined;
  readonly group?: string | undefined;
}

export interface ColumnEvidence {
  /** null where nobody can tell which column it is. */
  readonly label: string | null;
  /** Columns that tell the label, the best first. */
  readonly telling: ReadonlyArray<Tell & { readonly column: string }>;
  /** What the best of the other columns gets right; null where there is none. */
  readonly next: number | null;
  readonly columns: number;
  readonly isNumeric: boolean;
  readonly groups: ReadonlyArray<{
    readonly column: string;
    /** In test, and how many of its examples they are. */
    readonly shared: number;
    readonly examples: number;
    readonly of: number;
    /** Whether name or config say that it is a group. */
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
  const [ofTrain, ofTest] = [toTable(train), toTable(test)];
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
  return { label, telling, next, columns: features.length, isNumeric, groups };
}

/** @param slack the share of examples that may be wrong in any case */
function isTelling({ right, baseRate }: Tell, isNumeric: boolean, slack: number): boolean {
  if (isNumeric) return right >= EXPLAINED;
  return right + slack >= 1 || (baseRate < 1 && (right - baseRate) / (1 - baseRate) >= TELLING);
}

/** Row numbers and dates, each once: where a file is sorted by class, one example a border may be taken for the next class. */
function isOrder(values: readonly string[]): boolean {
  return new Set(values).size === values.length && values.every((value) => /^\d+$|^\d{4}-\d{2}/.test(value));
}

/** Values by column, quotes and spaces taken off; of long files evenly spread rows. */
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

/** Names, where no cell of the first row is a number, each is there once, and it is no row of the same kind as the next. */
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

/** Columns of the same place are the same, whatever they are called: one file may have other names, or none. */
function alignColumns(train: Table, test: Table): Table {
  const [names, others] = [[...train.keys()], [...test.keys()]];
  if (names.some((name) => test.has(name)) || names.length !== others.length) return test;
  return new Map(names.map((name, place) => [name, test.get(others[place] as string) ?? []]));
}

function nameOf(asked: string, names: readonly string[]): string | null {
  return (
    names.find((name) => name === asked) ?? (/^\d+$/.test(asked) ? (names[Number(asked) - 1] ?? null) : null)
  );
}

/** By its name; else the last or the first column, if it holds classes. */
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
    const [own, other] = [train.values.map(keyOf), test.values.map(keyOf)];
    const groups = new Set(own);
    // Each row a group of its own: the first parts of the names may be the groups.
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

/** Many values, several rows each, in which the label hardly varies though it does between them, and whose order says nothing. */
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
  // Of amounts there may be more than a call can have arguments.
  if (counts.size > groups / 3) return false;
  const most =
    [...counts.values()].reduce((high, count) => Math.max(high, count), 0) / Math.max(1, labels.length);
  return (purity({ values, labels }) - most) / (1 - most || 1) >= PURE;
}
