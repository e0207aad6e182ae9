/** TensorFlow.js seeds a generator with one draw of Math.random and fills a tensor from it. */
import seedrandom from 'seedrandom';
import type { Toolkit } from '../toolkit.ts';

function fillUniform(values: Float32Array, draw: number): void {
  const next = seedrandom.alea(String(draw));
  for (let i = 0; i < values.length; i += 1) values[i] = next();
}

/** Tells whether `tf.randomUniform`, and so dropout, makes these values of that draw. */
export function isUniform(draw: number, values: Uint8Array): boolean {
  if (values.length % 4 !== 0) return false;
  const again = new Float32Array(values.length / 4);
  fillUniform(again, draw);
  return Buffer.compare(values, Buffer.from(again.buffer)) === 0;
}

export function drawUniform({ backend }: Toolkit, address: number, count: number): void {
  fillUniform(new Float32Array(backend.wasm.HEAPU8.buffer, address, count), Math.random());
}
