/** Class names of a table, from its header, its labels or its indices. */
import { type FileLine, show, UnreadableRunError, unreadable } from '../unreadable-run-error.ts';
import type { Target } from './prediction-values.ts';

const MAX_CLASSES = 10_000;

export class Classes {
  #header: ReadonlySet<string> | null = null;
  /** Number of probabilities in a row; null until a row has some. */
  #width: number | null = null;
  readonly #stated = new Map<string, string>();

  get width(): number | null {
    return this.#width;
  }

  /** @returns the header's names in the order of class indices */
  takeHeader(classes: readonly string[], place: FileLine): readonly string[] {
    if (classes.length > MAX_CLASSES) throw tooMany(place);
    const stated = new Set(classes);
    const indices = classes.map((_, index) => String(index));
    if (indices.every((index) => stated.has(index))) return indices;
    const sorted = classes.toSorted();
    this.#header = new Set(sorted);
    return sorted;
  }

  /** @param width number of probabilities, equal in all rows */
  requireWidth(width: number, place: FileLine): number {
    this.#width ??= width;
    if (this.#width > MAX_CLASSES) throw tooMany(place);
    if (width === this.#width) return width;
    throw unreadable(place, `${width} probabilities, but earlier rows have ${this.#width}`);
  }

  require(target: Target, key: string, place: FileLine): void {
    if (this.#header !== null) {
      if (this.#header.has(String(target))) return;
      const known = [...this.#header].slice(0, 10).join(', ');
      throw unreadable(place, `${key} ${show(target)} is not a class in the header (${known})`);
    }
    if (this.#width === null || typeof target === 'string') return;
    if (!Number.isInteger(target) || target < 0 || target >= this.#width) {
      throw unreadable(place, `${key} must be a class from 0 to ${this.#width - 1}, found ${target}`);
    }
  }

  /** Shares one string a class. */
  intern(target: Target, { file }: FileLine): Target {
    if (typeof target === 'number') return target;
    const known = this.#stated.get(target);
    if (known !== undefined) return known;
    this.#stated.set(target, target);
    if (this.#stated.size > MAX_CLASSES) throw tooMany({ file, line: null });
    return target;
  }

  /**
   * @param columns labels and predictions of all splits
   * @returns names in the order of class indices; null without names
   */
  names(columns: ReadonlyArray<ReadonlyArray<Target | null>>, file: string): readonly string[] | null {
    const names = this.#header === null ? this.#collect(columns, file) : [...this.#header];
    if (names !== null && this.#width !== null && names.length !== this.#width) {
      throw new UnreadableRunError(
        `${file}: ${this.#width} probabilities per row, but ${names.length} class names among labels and ` +
          'predictions; give class indices, or a CSV with columns probability_<class>',
      );
    }
    return names;
  }

  #collect(columns: ReadonlyArray<ReadonlyArray<Target | null>>, file: string): readonly string[] | null {
    if (this.#stated.size === 0) return null;
    const names = new Set(this.#stated.keys());
    for (const targets of columns) {
      for (const target of targets) if (target !== null) names.add(String(target));
    }
    if (names.size > MAX_CLASSES) throw tooMany({ file, line: null });
    return [...names].sort();
  }
}

function tooMany(place: FileLine): UnreadableRunError {
  return unreadable(
    place,
    `more than ${MAX_CLASSES} classes; write the metrics to metrics.json instead of predictions`,
  );
}
