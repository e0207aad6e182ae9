/**
 * Finds id columns, so that a copy with a new id is recognised. An id is unique in its file, a whole number or one
 * short word, and in only one of the files unless it counts rows. Leaked content is in both files, so it is never an
 * id.
 */
const DELIMITERS = ['\t', ';', ',', '|'];
const MAX_ID_CHARS = 64;
const FRACTION = /^[-+]?\d*\.\d*(e[-+]?\d+)?$/i;
/** If fewer distinct lines remain, the inputs are single words such as classes. */
const FEWEST_LEFT = 50;

export type Fields = ReadonlyMap<string | number, string>;
type Values = Map<string | number, Set<string>>;

/** @returns the line without its ids */
export function withoutIds(train: readonly string[], tested: readonly string[]): (line: string) => string {
  const lines = new Set(train);
  // Lines that are equal in both files are copies already.
  const others = new Set(tested.filter((line) => !lines.has(line)));
  const fieldsOf = readerOf(train);
  const ids = fieldsOf === null ? [] : idColumns(lines, others, fieldsOf);
  if (fieldsOf === null || ids.length === 0) return (line) => line;
  const strip = (line: string) => {
    const left = [...fieldsOf(line)].filter(([column]) => !ids.includes(column));
    return left.map(([, value]) => value).join('\t');
  };
  const left = new Set<string>();
  for (const line of lines) if (left.add(strip(line)).size >= FEWEST_LEFT) return strip;
  return left.size >= lines.size / 2 ? strip : (line) => line;
}

function idColumns(
  train: ReadonlySet<string>,
  tested: ReadonlySet<string>,
  fieldsOf: (line: string) => Fields,
): Array<string | number> {
  const ofTrain = uniqueValues(train, fieldsOf);
  const ofTest = uniqueValues(tested, fieldsOf);
  return [...ofTrain].flatMap(([column, values]) => {
    const others = ofTest.get(column);
    if (others === undefined) return [];
    const isCount = countsRows(values) && countsRows(others);
    return isCount || [...others].every((value) => !values.has(value)) ? [column] : [];
  });
}

/** Most columns drop out after a few lines. */
function uniqueValues(lines: ReadonlySet<string>, fieldsOf: (line: string) => Fields): Values {
  let columns: Values | null = null;
  for (const line of lines) {
    const fields = fieldsOf(line);
    columns ??= new Map([...fields.keys()].map((column) => [column, new Set()]));
    for (const [column, values] of columns) {
      const value = fields.get(column) ?? '';
      if (!isIdLike(value) || values.has(value)) columns.delete(column);
      else values.add(value);
    }
    if (columns.size === 0) break;
  }
  return columns ?? new Map();
}

function isIdLike(value: string): boolean {
  return value !== '' && value.length <= MAX_ID_CHARS && !/\s/.test(value) && !FRACTION.test(value);
}

function countsRows(values: ReadonlySet<string>): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!Number.isSafeInteger(number)) return false;
    [low, high] = [Math.min(low, number), Math.max(high, number)];
  }
  return high - low + 1 === values.size;
}

/** null for plain text without columns. */
export function readerOf(lines: readonly string[]): ((line: string) => Fields) | null {
  const some = lines.slice(0, 100);
  if (some.length > 0 && some.every((line) => jsonFields(line).size > 1)) return jsonFields;
  const delimiter = DELIMITERS.find((mark) => {
    const widths = new Set(some.map((line) => split(line, mark).length));
    return widths.size === 1 && !widths.has(1);
  });
  return delimiter === undefined ? null : (line) => new Map(split(line, delimiter).entries());
}

function jsonFields(line: string): Fields {
  if (!line.startsWith('{')) return new Map();
  try {
    const entries = Object.entries(JSON.parse(line) as object);
    return new Map(
      entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  } catch {
    // A line that is not JSON has no columns.
    return new Map();
  }
}

/** A delimiter inside quotes separates nothing. */
function split(line: string, delimiter: string): string[] {
  const parts = line.split(delimiter);
  if (!line.includes('"')) return parts;
  const fields: string[] = [];
  let open: string | null = null;
  for (const part of parts) {
    const field: string = open === null ? part : open + delimiter + part;
    const isOpen = field.split('"').length % 2 === 0;
    open = isOpen ? field : null;
    if (!isOpen) fields.push(field);
  }
  return open === null ? fields : [...fields, open];
}
