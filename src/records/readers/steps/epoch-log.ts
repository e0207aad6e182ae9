import type { Split } from '../../record.ts';
import type { Findings } from '../findings.ts';
import { toNumber } from '../numbers.ts';
import { formatPlace, type Place } from '../unreadable-run-error.ts';

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

interface NonFinite {
  readonly epoch: number;
  readonly stated: EpochValue;
  readonly place: Place;
}

/** The first of them are enough to tell that a run diverged. */
const MAX_NON_FINITE = 10_000;

/**
 * A file with rows by epoch. A metric that is stated again for an epoch before its last is of a run that was taken up
 * again: what the file says of that epoch and of those after it was abandoned, and would pass for the final value if it
 * stayed. Rows that are out of order, or of one split after those of another, state nothing again.
 */
export class EpochLog {
  readonly #findings: Findings;
  readonly #series = new Map<string, Series>();
  /** What is not finite, by series and epoch: a finding, unless the file takes it back. In the order of the file. */
  readonly #nonFinite = new Map<string, NonFinite>();
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
    for (const stated of values) {
      if (this.#holdBack(stated, epoch, place)) continue;
      const { series, value, key } = stated;
      this.#findings.add(bags[series.split], series.name, value, key, place);
    }
  }

  /** After the last row. */
  finish(): void {
    for (const { stated, place } of this.#nonFinite.values()) {
      this.#findings.check(stated.series.name, stated.value, stated.key, place);
    }
  }

  #holdBack(stated: EpochValue, epoch: number, place: Place): boolean {
    const number = toNumber(stated.value);
    if (typeof number !== 'number') return false;
    const isMeasured = Number.isFinite(number);
    if (isMeasured && this.#nonFinite.size === 0) return false;
    const id = `${stated.series.split} ${stated.series.name} ${epoch}`;
    this.#nonFinite.delete(id);
    if (!isMeasured && this.#nonFinite.size < MAX_NON_FINITE)
      this.#nonFinite.set(id, { epoch, stated, place });
    return !isMeasured;
  }

  #goBack(epoch: number, { series, key }: EpochValue, place: Place): void {
    if (!this.#hasWarned) {
      this.#findings.warn(
        `${formatPlace(place)}: ${key} goes back from epoch ${series.epochs.at(-1)} to ${epoch}, as in a resumed run; earlier values from epoch ${epoch} on are ignored`,
      );
    }
    this.#hasWarned = true;
    for (const { split, name, epochs } of this.#series.values()) {
      for (const dropped of epochs.splice(firstFrom(epochs, epoch))) {
        this.#findings.remove(dropped, split, name);
      }
    }
    for (const [id, held] of this.#nonFinite) if (held.epoch >= epoch) this.#nonFinite.delete(id);
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
