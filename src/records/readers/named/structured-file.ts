/** Reads JSON, JSON lines, YAML, TOML or CSV as data for a look-up by key. */
import { parse as parseToml } from 'smol-toml';
import { readHead, readText } from '../../bounded-file.ts';
import { isObject, parseJson } from '../../json.ts';
import { parseUntrustedYaml } from '../../yaml.ts';
import { isCsv, readHeader } from '../files/csv-header.ts';
import { readSimpleRows } from '../files/csv-rows.ts';
import { isJsonLines, objectsIn } from '../files/json-lines.ts';
import { MAX_JSON_BYTES, withoutGzip } from '../files/run-file.ts';
import { LogCells } from '../log-cells.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { parseLogCell } from './printed-number.ts';

/** YAML and TOML parse slower than JSON. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024;
/** Rows as objects take ten times the memory. */
const MAX_ROWS_BYTES = 30 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;

export function isStructured(name: string): boolean {
  const plain = withoutGzip(name);
  return isCsv(name) || isJsonLines(name) || /\.(json|ya?ml|toml)$/i.test(plain);
}

/**
 * @returns objects and lists. A table is a list of rows; if its two columns are name and value, an object of them
 *   comes first.
 * @throws UnreadableRunError, UnusableFileError
 */
export async function readStructured(path: string, file: string): Promise<unknown> {
  const name = withoutGzip(file);
  if (isCsv(name)) return readTable(path, name);
  const isJson = /\.json$/i.test(name);
  const limit = isJson ? MAX_JSON_BYTES : isJsonLines(name) ? MAX_ROWS_BYTES : MAX_TEXT_BYTES;
  const text = await readText(path, limit);
  try {
    if (isJson) return parseJsonOrLines(text);
    if (isJsonLines(name)) return [...objectsIn(text, 'refused')];
    return withNumbers(/\.toml$/i.test(name) ? parseToml(text) : parseUntrustedYaml(text));
  } catch (error) {
    throw new UnreadableRunError(`${name}: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}

/** Some tools write lines of JSON into a file called `.json`. */
function parseJsonOrLines(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const lines = [...objectsIn(text, 'refused')];
    if (lines.length > 1) return lines;
    throw new SyntaxError(`not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** YAML and TOML have no decimal commas, so a number with one is a text, which is read as a cell is. */
function withNumbers(value: unknown): unknown {
  if (typeof value === 'string') return parseLogCell(value.trim());
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const fraction = entries.find(([key, inner]) => inner === null && /^\d+$/.test(key));
  if (fraction !== undefined)
    throw new SyntaxError(
      `${fraction[0]} stands alone in braces, where a comma ends a number; write a decimal point`,
    );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withNumbers(inner)]));
}

async function readTable(path: string, name: string): Promise<unknown> {
  const { delimiter } = readHeader(await readHead(path, HEAD_BYTES));
  const numbers = new LogCells();
  let names: readonly string[] | null = null;
  const rows: Record<string, string | number>[] = [];
  const byName: Record<string, string | number> = Object.create(null);
  for await (const { line, cells } of readSimpleRows(path, name, MAX_ROWS_BYTES, delimiter)) {
    if (names === null) {
      names = cells;
      continue;
    }
    if (cells.join('\n') === names.join('\n')) continue;
    const row: Record<string, string | number> = Object.create(null);
    const place = { file: name, line };
    for (const [index, column] of names.entries())
      row[column] = numbers.read(column, cells[index] ?? '', place);
    rows.push(row);
    const [first = '', second = ''] = cells;
    if (names.length === 2 && first !== '' && Number.isNaN(Number(first)))
      byName[first] = parseLogCell(second);
  }
  for (const column of names ?? []) delete byName[column];
  return Object.keys(byName).length > 0 ? [byName, ...rows] : rows;
}
