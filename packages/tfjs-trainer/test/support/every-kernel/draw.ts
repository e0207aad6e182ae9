/** Seeded inputs for kernels, with the values that kernels get wrong. */
import type * as tf from '@tensorflow/tfjs';
import { createRandom, type Random, randomInteger, shuffle } from '../../../../../src/stats/random.ts';

export type Type = tf.DataType;

/** Complex numbers are pairs of a real and an imaginary part. */
export interface Value {
  readonly shape: number[];
  readonly dtype: Type;
  readonly values: readonly number[] | readonly string[];
}

type Input = Value | readonly Value[] | null;

export interface KernelCase {
  readonly inputs: Readonly<Record<string, Input>> | readonly Value[];
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const WILD: Readonly<Record<'float32' | 'int32', readonly number[]>> = {
  float32: [Number.NaN, Infinity, -Infinity, -0, 0, 1e-40, 3e38, -3e38, 0.5, -2.5, 16777217, 1e-20],
  int32: [2147483647, -2147483648, -1, 0, 255, 256, 16777217],
};
const WORDS = ['', 'a', 'b', 'ab', 'é', 'a b', 'zz'];

export class Draw {
  readonly #random: Random;

  constructor(...labels: ReadonlyArray<string | number>) {
    this.#random = createRandom(...labels);
  }

  /** Both bounds are included. */
  integer(low: number, high: number): number {
    return low + randomInteger(this.#random, high - low + 1);
  }

  pick<Item>(...items: Item[]): Item {
    return items[randomInteger(this.#random, items.length)] as Item;
  }

  is(probability = 0.5): boolean {
    return this.#random() < probability;
  }

  list<Item>(length: number, make: (i: number) => Item): Item[] {
    return Array.from({ length }, (_, i) => make(i));
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const copy = [...items];
    shuffle(copy, this.#random);
    return copy;
  }

  /** Lengths of 0 and 1 among them; tensors of many axes stay small. */
  shape(rank: number): number[] {
    const most = rank > 4 ? 3 : 5;
    const hasEmpty = this.is(0.08);
    return this.list(rank, () => (this.is(0.2) ? 1 : this.integer(hasEmpty ? 0 : 2, most)));
  }

  full(rank: number, most = 4): number[] {
    return this.list(rank, () => this.integer(1, most));
  }

  axis(rank: number): number {
    return this.integer(0, rank - 1);
  }

  axes(rank: number): number[] {
    return this.list(rank, (i) => i).filter(() => this.is());
  }

  number(dtype: Type, isWild: boolean): number {
    if (dtype === 'bool') return this.integer(0, 1);
    if (dtype === 'int32') return isWild && this.is(0.3) ? this.pick(...WILD.int32) : this.integer(-9, 9);
    if (isWild && this.is(0.3)) return this.pick(...WILD.float32);
    return this.is(0.3) ? this.integer(-8, 8) / 2 : Math.fround(this.#random() * 6 - 3);
  }

  value(shape: number[], dtype: Type, isWild = this.is(0.4)): Value {
    const size = shape.reduce((product, length) => product * length, 1);
    if (dtype === 'string') return { shape, dtype, values: this.list(size, () => this.pick(...WORDS)) };
    const count = dtype === 'complex64' ? 2 * size : size;
    return { shape, dtype, values: this.list(count, () => this.number(dtype, isWild)) };
  }

  /** Numbers of ordinary size. */
  tame(shape: number[], dtype: Type): Value {
    return this.value(shape, dtype, false);
  }

  integers(shape: number[], low: number, high: number): Value {
    const size = shape.reduce((product, length) => product * length, 1);
    return { shape, dtype: 'int32', values: this.list(size, () => this.integer(low, high)) };
  }

  /** Few different numbers of any type. */
  integersOf(shape: number[], dtype: Type): Value {
    return { ...this.integers(shape, 0, dtype === 'bool' ? 1 : 3), dtype };
  }

  /** A shape that can be broadcast to this one. */
  narrower(shape: readonly number[]): number[] {
    const from = this.is(0.7) ? 0 : this.integer(0, shape.length);
    return shape.slice(from).map((length) => (this.is(0.25) ? 1 : length));
  }
}

export interface Spec {
  /** Of the main input. Default: numbers and truth values. */
  readonly types?: readonly Type[];
  /** Default: 0 to 6. */
  readonly ranks?: readonly number[];
  /** Largest difference of a float from the reference, over the larger of 1 and the reference. Default: 1e-5. */
  readonly tolerance?: number;
  make(draw: Draw, dtype: Type, rank: number): KernelCase;
  /** What is asked of the plain kernel in its place. */
  readonly asPlain?: (given: KernelCase) => KernelCase;
  /** The answer by definition, where the plain kernel is wrong or there is none. Null leaves it to the plain kernel. */
  readonly definition?: (t: typeof tf, given: KernelCase) => readonly Value[] | null;
}

export type Specs = Readonly<Record<string, Spec>>;

export const NUMBERS: readonly Type[] = ['float32', 'int32', 'bool'];
export const ALL: readonly Type[] = [...NUMBERS, 'complex64', 'string'];
export const FLOATS: readonly Type[] = ['float32'];
