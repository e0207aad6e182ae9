import { markdownTable } from 'markdown-table';

export class Rate {
  #hits = 0;
  #trials = 0;

  count(isHit: boolean): void {
    this.#trials++;
    if (isHit) this.#hits++;
  }

  get value(): number {
    return this.#hits / this.#trials;
  }

  /** Prints percent with standard error. */
  toString(): string {
    const { value } = this;
    const error = Math.sqrt((value * (1 - value)) / this.#trials);
    return `${(100 * value).toFixed(1)} ± ${(100 * error).toFixed(1)}`;
  }
}

export class Mean {
  #sum = 0;
  #squares = 0;
  #trials = 0;

  add(value: number): void {
    this.#trials++;
    this.#sum += value;
    this.#squares += value * value;
  }

  get value(): number {
    return this.#sum / this.#trials;
  }

  get standardError(): number {
    return Math.sqrt((this.#squares / this.#trials - this.value ** 2) / this.#trials);
  }

  /** Prints a mean of shares in percent with its standard error. */
  toString(): string {
    return `${(100 * this.value).toFixed(1)} ± ${(100 * this.standardError).toFixed(1)}`;
  }
}

type Row = Readonly<Record<string, string | number | Rate | Mean>>;

/** @param columns default: those of the first row */
export function tableOf(rows: readonly Row[], columns = Object.keys(rows[0] ?? {})): string {
  return markdownTable([columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))], {
    align: columns.map((_, index) => (index === 0 ? 'l' : 'r')),
  });
}
