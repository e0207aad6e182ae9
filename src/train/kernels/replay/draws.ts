/**
 * Random numbers of a step: TensorFlow.js seeds a generator with one draw of Math.random, and that makes the values of a tensor in JavaScript.
 * It is Alea, by Johannes Baagøe, in the form of the package seedrandom.
 */
import type { Toolkit } from '../toolkit.ts';

const TO_FRACTION = 2 ** -32;

/** A hash that goes on with each text. */
function makeMash(): (text: string) => number {
  let n = 0xefc8249d;
  return (text) => {
    for (let i = 0; i < text.length; i += 1) {
      n += text.charCodeAt(i);
      let h = 0.02519603282416938 * n;
      n = h >>> 0;
      h -= n;
      h *= n;
      n = h >>> 0;
      h -= n;
      n += h * 2 ** 32;
    }
    return (n >>> 0) * TO_FRACTION;
  };
}

/** The numbers from 0 to 1 that `tf.randomUniform` makes of that draw. */
function fillUniform(values: Float32Array, draw: number): void {
  const mash = makeMash();
  const [a, b, c] = [mash(' '), mash(' '), mash(' ')];
  const seed = String(draw);
  const begin = (state: number) => {
    const left = state - mash(seed);
    return left < 0 ? left + 1 : left;
  };
  let [s0, s1, s2, carry] = [begin(a), begin(b), begin(c), 1];
  for (let i = 0; i < values.length; i += 1) {
    const next = 2091639 * s0 + carry * TO_FRACTION;
    carry = next | 0;
    s0 = s1;
    s1 = s2;
    s2 = next - carry;
    values[i] = s2;
  }
}

/** Whether these are the numbers that `tf.randomUniform` makes of that draw, as dropout does. */
export function isUniform(draw: number, values: Uint8Array): boolean {
  if (values.length % 4 !== 0) return false;
  const again = new Float32Array(values.length / 4);
  fillUniform(again, draw);
  return Buffer.compare(values, Buffer.from(again.buffer)) === 0;
}

/** Draws them anew. */
export function drawUniform({ backend }: Toolkit, address: number, count: number): void {
  fillUniform(new Float32Array(backend.wasm.HEAPU8.buffer, address, count), Math.random());
}
