/** Finds the column that tells rows apart besides epoch and step: a fold, a seed, a data set, a class. */
import { quote } from '../../words/list.ts';
import { parseFlatName, splitOfWord } from './flat-names.ts';
import { isNumeral, toNumber } from './numbers.ts';
import { UnreadableRunError } from './unreadable-run-error.ts';

const OF_NUMBERS =
  /^(?:(?:cv_?)?fold|(?:random_?)?(?:seed|state)|run(?:_?id)?|repeat|repetition|(?:local_|global_)?rank|worker|device|gpu|class|label|data_?set|task|domain|subset|model|trial|subject|client|group|split)$/i;
/** Dates and times differ in each row. */
const CLOCK = /\d:\d\d|\d{4}-\d\d-\d\d/;
const MAX_VALUES = 50;
const MAX_CHARS = 100;

interface Differing {
  readonly column: string;
  readonly values: readonly string[];
  /** True for `fold`, `seed`, `model`, …, which separate rows even where their epochs go on. */
  readonly isKnown: boolean;
}

export class RowIdentity {
  readonly #values = new Map<string, Set<string>>();

  note(row: Readonly<Record<string, unknown>>): void {
    for (const [column, value] of Object.entries(row)) this.noteCell(column, value);
  }

  noteCell(column: string, value: unknown): void {
    if (typeof value !== 'string' && (typeof value !== 'number' || !OF_NUMBERS.test(column))) return;
    const text = String(value);
    if (text === '') return;
    const isText =
      toNumber(text) === undefined &&
      !isNumeral(text.trim()) &&
      !CLOCK.test(text) &&
      text.length <= MAX_CHARS;
    if (!isText && !OF_NUMBERS.test(column)) return;
    const known = this.#values.get(column) ?? new Set();
    this.#values.set(column, known);
    if (known.size <= MAX_VALUES) known.add(text);
  }

  /** The key of a metric that the config declares, else the last one; a column of texts is none. */
  keyToShow(keys: readonly string[], declared: ReadonlySet<string>): string {
    const known = keys.filter((key) => !this.#values.has(key));
    const isDeclared = (key: string) => declared.has(key) || declared.has(parseFlatName(key).name);
    return known.find(isDeclared) ?? known.at(-1) ?? '';
  }

  /** Columns with several values. */
  #several(): ReadonlyArray<readonly [column: string, values: ReadonlySet<string>]> {
    return [...this.#values].filter(([, values]) => values.size > 1);
  }

  /** A column with several values, a known name first; null for none. */
  differing(): Differing | null {
    const several = this.#several();
    const known = several.find(([column]) => OF_NUMBERS.test(column));
    const found = known ?? several[0];
    return found === undefined
      ? null
      : { column: found[0], values: [...found[1]], isKnown: known !== undefined };
  }

  /**
   * Refuses a log whose rows differ in a known column, or in any text where an epoch or step has several rows.
   *
   * @param key of a metric, for the line of config that chooses
   */
  refuse(file: string, key: string, hasRepeats: boolean): void {
    const found = this.differing();
    if (found === null || !(found.isKnown || hasRepeats)) return;
    const { column, values } = found;
    // The first row has the first value of each column.
    const path = this.#several().map(([own, [first = '', ...others]]) => {
      const chosen = [first, ...others].find((value) => splitOfWord(value) !== 'train') ?? first;
      return `[${own}=${chosen}].`;
    });
    throw new UnreadableRunError(
      `${file}: rows differ in ${quote(column)} (${values.slice(0, 5).join(', ')}); write those of one run, ` +
        `or choose with from: { file: ${file}, key: "${path.join('')}${key}" }`,
    );
  }
}
