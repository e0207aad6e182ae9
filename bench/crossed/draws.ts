import { normalQuantile } from '../../src/stats/distributions/normal.ts';
import type { Random } from '../../src/stats/random.ts';

const SIZE = 2 ** 16;
/** Midpoints of 65,536 equal shares of the standard normal distribution. */
const NORMALS = Float32Array.from({ length: SIZE }, (_, index) => normalQuantile((index + 0.5) / SIZE));

/** The generator sfc32 of C. Doty-Humphrey (PractRand). */
export class Draws {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare = -1;

  constructor(random: Random) {
    const word = () => Math.floor(random() * 2 ** 32) | 0;
    [this.#a, this.#b, this.#c] = [word(), word(), word()];
    for (let round = 0; round < 15; round++) this.bits();
  }

  /** Signed. */
  bits(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + result) | 0;
    return result;
  }

  uniform(): number {
    return (this.bits() >>> 0) / 2 ** 32;
  }

  /** Each 32 bits give two draws. */
  normal(): number {
    if (this.#spare >= 0) {
      const index = this.#spare;
      this.#spare = -1;
      return NORMALS[index] as number;
    }
    const bits = this.bits();
    this.#spare = bits & 0xffff;
    return NORMALS[bits >>> 16] as number;
  }

  exponential(): number {
    return -Math.log(1 - this.uniform());
  }
}
