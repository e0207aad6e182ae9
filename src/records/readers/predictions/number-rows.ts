import { argMax } from '../../../stats/arg-max.ts';

/** Rows in one block: none is copied when there are more. */
const ROWS_A_BLOCK = 16_384;

/** As many numbers for every example, 8 bytes each: a million rows as arrays of their own take nine times as much. */
export class NumberRows {
  length = 0;
  readonly width: number;
  /** Filled one after the other; as a field, what another process is sent. */
  readonly blocks: Float64Array[] = [];
  readonly #rowsABlock: number;

  constructor(width: number) {
    this.width = width;
    // Rows of thousands of classes are few.
    this.#rowsABlock = Math.max(1, Math.floor(ROWS_A_BLOCK / width));
  }

  /** Makes rows of what came from another process, where an object has lost its class. */
  static from({ width, length, blocks }: Pick<NumberRows, 'width' | 'length' | 'blocks'>): NumberRows {
    const rows = new NumberRows(width);
    rows.blocks.push(...blocks);
    rows.length = length;
    return rows;
  }

  push(row: ArrayLike<number>): void {
    const at = this.length % this.#rowsABlock;
    if (at === 0) this.blocks.push(new Float64Array(this.#rowsABlock * this.width));
    (this.blocks.at(-1) as Float64Array).set(row, at * this.width);
    this.length += 1;
  }

  /** A row, from 0. */
  at(index: number): number[] {
    const { block, start } = this.#find(index);
    const row = new Array<number>(this.width);
    for (let column = 0; column < this.width; column += 1) row[column] = block[start + column] as number;
    return row;
  }

  /** Column of the largest number in a row, the first of equals. */
  argMax(index: number): number {
    const { block, start } = this.#find(index);
    return argMax(block, start, this.width);
  }

  /** Some of the rows, in the order of the indices. */
  pick(indices: readonly number[]): NumberRows {
    const picked = new NumberRows(this.width);
    for (const index of indices) picked.push(this.at(index));
    return picked;
  }

  #find(index: number): { readonly block: Float64Array; readonly start: number } {
    const block = this.blocks[Math.floor(index / this.#rowsABlock)] as Float64Array;
    return { block, start: (index % this.#rowsABlock) * this.width };
  }
}
