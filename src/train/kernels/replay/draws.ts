/** Random numbers of a step: TensorFlow.js seeds a generator with one draw of Math.random, and that makes the values of a tensor in JavaScript. */
import seedrandom from 'seedrandom';
import type { Toolkit } from '../toolkit.ts';

/** The numbers from 0 to 1 that `tf.randomUniform` makes of that draw. */
function fillUniform(values: Float32Array, draw: number): void {
  const next = seedrandom.alea(String(draw));
  for (let i = 0; i < values.length; i += 1) values[i] = next();
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
