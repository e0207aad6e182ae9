import type { Split } from '../record.ts';
import type { Findings } from './findings.ts';
import { toNumber } from './numbers.ts';
import { formatPlace, type Place } from './unreadable-run-error.ts';

/** One metric on one split in one file. */
interface Series {
  readonly split: Split;
  readonly name: string;
  /** Where it has a value, ascending. */
  readonly epochs: number[];
}

interface EpochValue {
  readonly series: Series;
  readonly value: unknown;
  /** As the file calls it: for messages. */
  readonly key: string;
}

/**
 * A file with rows by epoch. A metric that is stated again for an epoch before its last is of a run that was taken up
 * again: what the file says of that epoch and of those after it was abandoned, and would pass for the final value if it
 * stayed. Rows that are out of order, or of one split after those of another, state nothing again.
 */
export class EpochLog {
  readonly #findings: Findings;
  readonly #series = new Map<string, Series>();
  #hasWarned = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Look it up once, not for every value. */
  series(split: Split, name: string): Series {
    const id = `${split} ${name}`;
    const known = this.#series.get(id);
    if (known !== undefined) return known;
    const series = { split, name, epochs: [] };
    this.#series.set(id, series);
    return series;
  }

  /** Takes one row. */
  add(stated: unknown, values: readonly EpochValue[], place: Place): void {
    const bags = this.#findings.epoch(stated, place);
    const epoch = toNumber(stated) as number;
    const measured = values.filter(
      ({ series, value }) => series.epochs.at(-1) !== epoch && typeof toNumber(value) === 'number',
    );
    const again = measured.find(({ series }) => series.epochs[firstFrom(series.epochs, epoch)] === epoch);
    if (again !== undefined) this.#goBack(epoch, again, place);
    for (const { epochs } of measured.map(({ series }) => series)) {
      const index = firstFrom(epochs, epoch);
      if (epochs[index] !== epoch) epochs.splice(index, 0, epoch);
    }
    for (const { series, value, key } of values) {
      this.#findings.add(bags[series.split], series.name, value, key, place);
    }
  }

  #goBack(epoch: number, { series, key }: EpochValue, place: Place): void {
    if (!this.#hasWarned) {
      this.#findings.warn(
        `${formatPlace(place)}: ${key} goes back from epoch ${series.epochs.at(-1)} to ${epoch}, as when a run is resumed; what the file said before of epochs from ${epoch} on does not count`,
      );
    }
    this.#hasWarned = true;
    for (const { split, name, epochs } of this.#series.values()) {
      for (const dropped of epochs.splice(firstFrom(epochs, epoch))) {
        this.#findings.remove(dropped, split, name);
      }
    }
  }
}

/** Where the epochs from `epoch` on begin. Most rows are appended, so the end comes first. */
function firstFrom(epochs: readonly number[], epoch: number): number {
  let [low, high] = [0, epochs.length];
  if ((epochs.at(-1) ?? Number.NEGATIVE_INFINITY) < epoch) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((epochs[middle] as number) < epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}
