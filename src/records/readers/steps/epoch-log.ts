import type { Split } from '../../record.ts';
import { toNumber } from '../numbers.ts';
import type { RunValues } from '../run-values.ts';
import { type FileLine, formatFileLine } from '../unreadable-run-error.ts';

interface Series {
  readonly split: Split;
  readonly name: string;
  readonly epochs: number[];
}

interface EpochValue {
  readonly series: Series;
  readonly value: unknown;
  /** The file's name for it. */
  readonly key: string;
}

interface NonFinite {
  readonly epoch: number;
  readonly stated: EpochValue;
  readonly place: FileLine;
}

/** The first few show that the run diverged. */
const MAX_NON_FINITE = 10_000;

/**
 * A log by epoch. If a metric is stated again for an earlier epoch, the run was resumed: values of that epoch and
 * later ones were abandoned, and are removed. Rows in another order, or one split after another, repeat nothing.
 */
export class EpochLog {
  readonly #values: RunValues;
  readonly #series = new Map<string, Series>();
  /** Non-finite values by series and epoch, in the order of the file. They count unless the file takes them back. */
  readonly #nonFinite = new Map<string, NonFinite>();
  #hasWarned = false;
  /** Whether an epoch has several values of a metric. */
  hasRepeats = false;

  constructor(values: RunValues) {
    this.#values = values;
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

  add(stated: unknown, values: readonly EpochValue[], place: FileLine): void {
    const epoch = this.#values.requireEpoch(stated, place);
    const { file, line } = place;
    const stating = values.filter(({ value }) => typeof toNumber(value) === 'number');
    const measured = stating.filter(({ series }) => series.epochs.at(-1) !== epoch);
    const again = measured.find(({ series }) => series.epochs[firstFrom(series.epochs, epoch)] === epoch);
    this.hasRepeats ||= again !== undefined || measured.length < stating.length;
    if (again !== undefined) this.#goBack(epoch, again, place);
    for (const { epochs } of measured.map(({ series }) => series)) {
      const index = firstFrom(epochs, epoch);
      if (epochs[index] !== epoch) epochs.splice(index, 0, epoch);
    }
    for (const stated of values) {
      if (this.#holdBack(stated, epoch, place)) continue;
      const { series, value, key } = stated;
      this.#values.add({ split: series.split, name: series.name, at: epoch, key, file, line }, value);
    }
  }

  finish(): void {
    for (const { stated, place } of this.#nonFinite.values()) {
      this.#values.check({ ...place, name: stated.series.name, key: stated.key }, stated.value);
    }
  }

  #holdBack(stated: EpochValue, epoch: number, place: FileLine): boolean {
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

  #goBack(epoch: number, { series, key }: EpochValue, place: FileLine): void {
    if (!this.#hasWarned) {
      this.#values.warn(
        `${formatFileLine(place)}: ${key} goes back from epoch ${series.epochs.at(-1)} to ${epoch}, as in a resumed run; earlier values from epoch ${epoch} on are ignored`,
      );
    }
    this.#hasWarned = true;
    for (const { split, name, epochs } of this.#series.values()) {
      for (const dropped of epochs.splice(firstFrom(epochs, epoch))) {
        this.#values.remove(split, name, dropped);
      }
    }
    for (const [id, held] of this.#nonFinite) if (held.epoch >= epoch) this.#nonFinite.delete(id);
  }
}

/** Index of the first epoch from `epoch` on. Most rows are appended, so the end is checked first. */
function firstFrom(epochs: readonly number[], epoch: number): number {
  let low = 0;
  let high = epochs.length;
  if ((epochs.at(-1) ?? Number.NEGATIVE_INFINITY) < epoch) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((epochs[middle] as number) < epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}
