/** Finds the column that tells rows apart besides epoch and step: a fold, a seed, a data set, a class. */
import { isNumeral } from './numbers.ts';

const OF_NUMBERS =
  /^(?:(?:cv_?)?fold|(?:random_?)?(?:seed|state)|run(?:_?id)?|repeat|repetition|(?:local_|global_)?rank|worker|device|gpu|class|label|data_?set|task|domain|subset|model|trial|subject|client|group|split)$/i;
/** Dates and times differ in each row. */
const CLOCK = /\d:\d\d|\d{4}-\d\d-\d\d/;
const MAX_VALUES = 50;
const MAX_CHARS = 100;

interface Differing {
  readonly column: string;
  readonly values: readonly string[];
}

export class RowIdentity {
  readonly #values = new Map<string, Set<string>>();

  note(row: Readonly<Record<string, unknown>>): void {
    for (const [column, value] of Object.entries(row)) this.noteCell(column, value);
  }

  noteCell(column: string, value: unknown): void {
    if (typeof value !== 'string' && (typeof value !== 'number' || !OF_NUMBERS.test(column))) return;
    const text = String(value);
    const isText = !isNumeral(text.trim()) && text !== '' && !CLOCK.test(text) && text.length <= MAX_CHARS;
    if (!isText && !OF_NUMBERS.test(column)) return;
    const known = this.#values.get(column) ?? new Set();
    this.#values.set(column, known);
    if (known.size <= MAX_VALUES) known.add(text);
  }

  /** A column with several values, a known name first; null for none. */
  differing(): Differing | null {
    const several = [...this.#values].filter(([, values]) => values.size > 1);
    const found = several.find(([column]) => OF_NUMBERS.test(column)) ?? several[0];
    return found === undefined ? null : { column: found[0], values: [...found[1]] };
  }
}
