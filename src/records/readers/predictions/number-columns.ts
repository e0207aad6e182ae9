/** Named numbers by example: features of inputs and scores of answers. */
import { nameSchema } from '../../../config/names.ts';
import { isObject } from '../../json.ts';
import { toNumber } from '../numbers.ts';
import { type FileLine, show, unreadable } from '../unreadable-run-error.ts';

const MAX_COLUMNS = 32;

export class NumberColumns {
  readonly #kind: 'feature' | 'score';
  /** Values by name up to the last example that has one; NaN for missing values. */
  readonly #columns = new Map<string, number[]>();

  constructor(kind: 'feature' | 'score') {
    this.#kind = kind;
  }

  /** @param stated numbers of a row, unchecked */
  add(index: number, stated: unknown, place: FileLine): void {
    if (stated === undefined || stated === null) return;
    if (!isObject(stated)) {
      throw unreadable(
        place,
        `${this.#kind}s must be an object of numbers such as {"${this.#kind === 'score' ? 'exact_match": 1' : 'length": 12'}}, found ${show(stated)}`,
      );
    }
    for (const [name, value] of Object.entries(stated)) {
      const number = typeof value === 'boolean' ? Number(value) : toNumber(value);
      if (number === null) continue;
      if (number === undefined || !Number.isFinite(number)) {
        throw unreadable(
          place,
          `the ${this.#kind} ${show(name)} must be a finite number, found ${show(value)}`,
        );
      }
      const column = this.#columnOf(name, place);
      while (column.length < index) column.push(Number.NaN);
      column[index] = number;
    }
  }

  /** @returns columns with NaN for missing values */
  build(count: number): ReadonlyMap<string, Float64Array> {
    return new Map(
      [...this.#columns].map(([name, values]) => {
        const column = new Float64Array(count).fill(Number.NaN);
        column.set(values);
        return [name, column];
      }),
    );
  }

  #columnOf(name: string, place: FileLine): number[] {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    if (!nameSchema.safeParse(name).success) {
      throw unreadable(place, `the ${this.#kind} name ${show(name)} is empty, too long or reserved`);
    }
    if (this.#columns.size === MAX_COLUMNS)
      throw unreadable(place, `more than ${MAX_COLUMNS} ${this.#kind}s`);
    const values: number[] = [];
    this.#columns.set(name, values);
    return values;
  }
}
