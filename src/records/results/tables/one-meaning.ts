/** Columns that say what a value is: a run of another metric, direction or unit has no place in the same column. */
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell } from '../cells.ts';
import { bareName, isEmpty, isGiven, refuse, showFirst, type Table, textOf } from './table.ts';

interface Meaning {
  readonly what: string;
  readonly name: RegExp;
  readonly value: RegExp;
}

const MEANINGS: readonly Meaning[] = [
  { what: 'metrics', name: /^((eval|score|primary|main)_)?metric(_name|_type)?$|^measure$/, value: /./ },
  {
    what: 'directions',
    name: /^(direction|better|goal|optimi[sz]ation|((higher|greater|larger|bigger|lower|smaller)_(is_)?)better|(max|min)imi[sz]e)$/,
    value: /^(max|min|high|low|great|larg|small|up|down|inc|dec|asc|desc|↑|↓|true|false|yes|no|0|1)/i,
  },
  { what: 'units', name: /^((metric|score|value)_)?units?$/, value: /./ },
];

export function saysMeaning(column: string): boolean {
  return !isGiven(column) && MEANINGS.some(({ name }) => name.test(bareName(column)));
}

interface ReadTable {
  readonly table: Table;
  /** Columns that say something else: the model, the task. */
  readonly used: ReadonlySet<number>;
}

/** @throws UserError for a column of metrics, directions or units that has several values */
export function requireOneMeaning(tables: readonly ReadTable[]): void {
  for (const { what, name, value } of MEANINGS) {
    const found = new Set<string>();
    for (const { table, used } of tables) {
      for (const [at, column] of table.columns.entries()) {
        if (used.has(at) || isGiven(column) || !name.test(bareName(column))) continue;
        const own = valuesIn(table, at);
        if (own.every((text) => value.test(text))) for (const text of own) found.add(text);
        if (found.size > 1) refuseSeveral(table, column, [...found], what);
      }
    }
  }
}

/** A column of numbers called `metric` is one. */
function valuesIn({ rows }: Table, at: number): string[] {
  const cells = rows.map(({ cells }) => cells[at]).filter((cell) => !isEmpty(cell));
  const isMeasured = cells.some((cell) => {
    const number = readCell(cell);
    return typeof number === 'number' && number !== 0 && number !== 1;
  });
  return isMeasured ? [] : [...new Set(cells.map(textOf))];
}

function refuseSeveral(table: Table, column: string, values: readonly string[], what: string): never {
  const asMetrics = what === 'metrics' ? ', name the column of their values with --value-column' : '';
  return refuse(
    { file: table.file, line: null },
    `the column ${show(column)} has several values: ${showFirst(values)}. Results in several ${what} are neither averaged nor compared. ` +
      `Compare one with --where ${show(`${column}=${values[0]}`)}${asMetrics}, or add --ignore ${show(column)} if it does not matter`,
  );
}
