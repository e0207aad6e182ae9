/** Cells that are dictionaries, such as W&B's `summary` and `config`, become columns. */
import { isObject, tryParseJson } from '../../json.ts';
import { tryParseYaml } from '../../yaml.ts';
import { flatten } from './json-table.ts';
import type { Table } from './table.ts';

/** A dictionary of Python's is YAML but for the words for nothing and for truth. */
function readDictionary(cell: unknown): Record<string, unknown> | null {
  if (typeof cell !== 'string' || !cell.startsWith('{') || !cell.endsWith('}')) return null;
  const json = tryParseJson(cell);
  const value = json ?? tryParseYaml(cell.replaceAll(/(?<=[:,[]\s*)None(?=\s*[,}\]])/g, 'null'));
  return isObject(value) && !Object.hasOwn(value, '__proto__') ? value : null;
}

export function expandDictionaries(table: Table): Table {
  if (table.delimiter === null) return table;
  const nested = table.columns.flatMap((name, at) => {
    const filled = table.rows.filter(({ cells }) => cells[at] !== '');
    const first = filled[0]?.cells[at];
    return readDictionary(first) === null ? [] : [{ name, at }];
  });
  if (nested.length === 0) return table;
  const kept = table.columns.map((_, at) => at).filter((at) => nested.every((column) => column.at !== at));
  const columns = kept.map((at) => table.columns[at] as string);
  const places = new Map(columns.map((name, at) => [name, at]));
  const rows = table.rows.map(({ cells, ...place }) => {
    const row: unknown[] = kept.map((at) => cells[at]);
    for (const { name, at } of nested) {
      for (const [key, value] of flatten(readDictionary(cells[at]) ?? {}, `${name}.`)) {
        const place = places.get(key) ?? places.size;
        places.set(key, place);
        row[place] = value;
      }
    }
    return { place, row };
  });
  return {
    ...table,
    columns: [...places.keys()],
    rows: rows.map(({ place, row }) => ({
      ...place,
      cells: Array.from({ length: places.size }, (_, at) => row[at] ?? null),
    })),
  };
}
