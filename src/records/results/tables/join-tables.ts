/** Joins the tables of many files, each with columns for what its path says. */
import { isEmpty, type Table, type TableRow } from './table.ts';

export interface PlacedTable {
  readonly table: Table;
  readonly identity: ReadonlyArray<readonly [column: string, value: string]>;
}

/** What the path says takes the place of columns with the same name. */
export function joinTables(file: string, parts: readonly PlacedTable[]): Table {
  const places = new Map<string, number>();
  for (const { identity } of parts)
    for (const [column] of identity) if (!places.has(column)) places.set(column, places.size);
  const ofPath = new Set([...places.keys()].map((column) => column.toLowerCase()));
  const sparse = parts.flatMap(({ table, identity }) => {
    const own = table.columns.map((column) => {
      if (ofPath.has(column.trim().toLowerCase())) return null;
      const at = places.get(column) ?? places.size;
      places.set(column, at);
      return at;
    });
    return table.rows.map((row): TableRow => {
      const cells: unknown[] = [];
      for (const [column, value] of identity) cells[places.get(column) as number] = value;
      for (const [index, at] of own.entries()) if (at !== null) cells[at] = row.cells[index];
      return { line: parts.length === 1 ? row.line : null, cells, file: table.file };
    });
  });
  const delimiter = parts.map(({ table }) => table.delimiter).find((one) => one !== null) ?? null;
  const rows = sparse.map(({ cells, ...place }) => ({
    ...place,
    cells: Array.from({ length: places.size }, (_, at) => (isEmpty(cells[at]) ? null : cells[at])),
  }));
  const said = new Set(parts.flatMap(({ table }) => table.notes ?? []));
  return { file, columns: [...places.keys()], rows, delimiter, notes: [...said] };
}
