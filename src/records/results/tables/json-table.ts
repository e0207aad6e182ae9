/** Reads JSON tables: an object a line, an array of objects, an object around one, or columns of values. */
import { isObject } from '../../json.ts';
import { type FileLine, show } from '../../readers/unreadable-run-error.ts';
import { refuse, type Table, type TableRow } from './table.ts';

export interface PlacedObject extends FileLine {
  readonly object: Record<string, unknown>;
}

const MAX_DEPTH = 4;

/** Records of a JSON text; a single object is one record. */
export function recordsIn(value: unknown, place: FileLine): readonly Record<string, unknown>[] {
  if (Array.isArray(value))
    return value.map((entry, index) =>
      isObject(entry)
        ? entry
        : refuse(
            place,
            `entry ${index + 1} of the list must be an object such as {"model": "a", "seed": 1, "accuracy": 0.9}`,
          ),
    );
  if (!isObject(value))
    return refuse(place, 'must be an object such as {"model": "a", "seed": 1, "accuracy": 0.9}');
  // A run record has a list of epochs.
  if (typeof value.schema === 'string') return [value];
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data))
    return data.map((row) =>
      Object.fromEntries(columns.map((name, at) => [String(name), Array.isArray(row) ? row[at] : row])),
    );
  const lists = Object.entries(value).filter(([, entry]) => isListOfObjects(entry));
  const [first, other] = lists;
  if (first === undefined) return byColumns(value) ?? [value];
  if (other !== undefined)
    refuse(place, `has several lists: ${show(first[0])}, ${show(other[0])} …; keep the one with the runs`);
  return first[1] as Record<string, unknown>[];
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

/** Columns such as `{"seed": [1, 2], "acc": [0.8, 0.9]}`, or pandas' objects by row number. */
function byColumns(value: Record<string, unknown>): Record<string, unknown>[] | null {
  const lists = Object.entries(value);
  if (lists.length === 0) return null;
  const isColumn = (column: unknown) =>
    Array.isArray(column) || (isObject(column) && Object.keys(column).every((key) => /^\d+$/.test(key)));
  if (!lists.every(([, column]) => isColumn(column))) return null;
  const keys = [...new Set(lists.flatMap(([, column]) => Object.keys(column as object)))];
  return keys.map((key) =>
    Object.fromEntries(lists.map(([name, column]) => [name, (column as Record<string, unknown>)[key]])),
  );
}

/** Turns objects into one table. Nested objects become columns with dots, as in pandas. */
export function tableOfObjects(file: string, objects: readonly PlacedObject[]): Table {
  const places = new Map<string, number>();
  const sparse = objects.map(({ line, object }) => {
    const cells: unknown[] = [];
    for (const [name, value] of flatten(object)) {
      const at = places.get(name) ?? places.size;
      places.set(name, at);
      cells[at] = value;
    }
    return { line, cells };
  });
  // Missing cells are null, so every row has the same shape.
  const rows: TableRow[] = sparse.map(({ line, cells }) => ({
    line,
    cells: Array.from({ length: places.size }, (_, at) => cells[at] ?? null),
  }));
  return { file, columns: [...places.keys()], rows, delimiter: null };
}

function* flatten(
  object: Record<string, unknown>,
  prefix = '',
  depth = 0,
): Generator<readonly [string, unknown]> {
  for (const [key, value] of Object.entries(object)) {
    const name = `${prefix}${key}`;
    if (isObject(value) && depth < MAX_DEPTH) {
      // W&B's config file wraps each value.
      if (Object.keys(value).length <= 2 && 'value' in value && !isObject(value.value))
        yield [name, value.value];
      else yield* flatten(value, `${name}.`, depth + 1);
    } else if (isNamedList(value)) {
      for (const { key: inner, value: cell } of value) yield [`${name}.${inner}`, cell];
    } else yield [name, value];
  }
}

/** MLflow's REST API lists metrics and parameters as pairs. */
function isNamedList(
  value: unknown,
): value is ReadonlyArray<{ readonly key: string; readonly value: unknown }> {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => isObject(entry) && typeof entry.key === 'string' && 'value' in entry)
  );
}
