/** TensorFlow.js's plain backend in double precision, for finite differences. */
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '../../packages/tfjs-trainer/test/support/backends.ts';

/** Runs `compute` where every array of floats that the plain backend makes has 64 bits. */
export async function inDoublePrecision<Answer>(compute: () => Answer): Promise<Answer> {
  await useBackend('cpu');
  const single = globalThis.Float32Array;
  Object.assign(globalThis, { Float32Array: Float64Array });
  try {
    return tf.tidy(compute as () => tf.TensorContainer) as Answer;
  } finally {
    Object.assign(globalThis, { Float32Array: single });
  }
}
