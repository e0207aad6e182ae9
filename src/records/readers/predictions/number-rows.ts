import { argMax } from '../../../stats/arg-max.ts';

/** Growing by blocks copies nothing. */
const ROWS_A_BLOCK = 16_384;

/** Rows of equal length. A million arrays would take nine times the memory. */
export class NumberRows {
  length = 0;
  readonly width: number;
  /** Public, because another process is sent it. */
  readonly blocks: Float64Array[] = [];
  readonly #rowsABlock: number;

  constructor(width: number) {
    this.width = width;
    // Rows of thousands of classes are few.
    this.#rowsABlock = Math.max(1, Math.floor(ROWS_A_BLOCK / width));
  }

  /** Restores rows that came from another process without their class. */
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

  at(index: number): number[] {
    const { block, start } = this.#find(index);
    const row = new Array<number>(this.width);
    for (let column = 0; column < this.width; column += 1) row[column] = block[start + column] as number;
    return row;
  }

  /** Column of the largest number, the first of equals. */
  argMax(index: number): number {
    const { block, start } = this.#find(index);
    return argMax(block, start, this.width);
  }

  /** Rows in the order of the indices. */
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
