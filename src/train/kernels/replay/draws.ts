/** Random numbers of a step: TensorFlow.js seeds a generator with one draw of Math.random, and that makes the values of a tensor in JavaScript. */
import { addressOf, type Tf, type Toolkit } from '../toolkit.ts';

/** Whether these are the numbers from 0 to 1 that `tf.randomUniform` makes of that draw, as dropout does. */
export function isUniform(t: Tf, draw: number, values: Uint8Array): boolean {
  if (values.length % 4 !== 0) return false;
  const { random } = Math;
  Math.random = () => draw;
  try {
    const again = t.randomUniform([values.length / 4]);
    const same = Buffer.compare(values, Buffer.from(again.dataSync().buffer)) === 0;
    again.dispose();
    return same;
  } finally {
    Math.random = random;
  }
}

/** Draws them anew. */
export function drawUniform(tools: Toolkit, address: number, count: number): void {
  const { backend, tf: t } = tools;
  const tensor = t.randomUniform([count]);
  const from = addressOf(tools, tensor);
  backend.wasm.HEAPU8.copyWithin(address, from, from + count * 4);
  tensor.dispose();
}
