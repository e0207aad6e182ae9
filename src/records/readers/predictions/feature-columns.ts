/** Features of the examples, row by row: numbers that describe an example and not what a model made of it. */
import { nameSchema } from '../../../config/names.ts';
import { isObject } from '../../json.ts';
import { toNumber } from '../numbers.ts';
import { type Place, show, unreadable } from '../unreadable-run-error.ts';

const MAX_FEATURES = 32;

export class FeatureColumns {
  /** Feature -> its values up to the last example that has one; NaN for those that have none. */
  readonly #columns = new Map<string, number[]>();

  /** @param stated the features of one row as the file has them */
  add(index: number, stated: unknown, place: Place): void {
    if (stated === undefined || stated === null) return;
    if (!isObject(stated)) {
      throw unreadable(
        place,
        `features must be an object of numbers such as {"length": 12}, found ${show(stated)}`,
      );
    }
    for (const [name, value] of Object.entries(stated)) {
      const number = typeof value === 'boolean' ? Number(value) : toNumber(value);
      if (number === null) continue;
      if (number === undefined || !Number.isFinite(number)) {
        throw unreadable(place, `the feature ${show(name)} must be a finite number, found ${show(value)}`);
      }
      const column = this.#columnOf(name, place);
      while (column.length < index) column.push(Number.NaN);
      column[index] = number;
    }
  }

  /** @returns NaN where an example has no value */
  build(count: number): ReadonlyMap<string, Float64Array> {
    return new Map(
      [...this.#columns].map(([name, values]) => {
        const column = new Float64Array(count).fill(Number.NaN);
        column.set(values);
        return [name, column];
      }),
    );
  }

  #columnOf(name: string, place: Place): number[] {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    if (!nameSchema.safeParse(name).success) {
      throw unreadable(place, `the feature name ${show(name)} is empty, too long or reserved`);
    }
    if (this.#columns.size === MAX_FEATURES) throw unreadable(place, `more than ${MAX_FEATURES} features`);
    const values: number[] = [];
    this.#columns.set(name, values);
    return values;
  }
}
