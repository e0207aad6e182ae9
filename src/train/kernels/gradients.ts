/**
 * Gradients that TensorFlow.js computes wastefully on any backend. Layer normalisation repeats its statistics over the
 * whole input, and the shipped gradient of that is one slice and one addition a repetition: thousands a step.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from './toolkit.ts';

/** dy repeated back to the shape that was summed over. */
function spread(t: Tf, dy: tf.Tensor, shape: readonly number[], axis: number | number[]): tf.Tensor {
  const axes = new Set(t.util.parseAxisParam(axis, [...shape]));
  const kept = shape.map((length, i) => (axes.has(i) ? 1 : length));
  return t.tile(
    t.reshape(dy, kept),
    shape.map((length, i) => (axes.has(i) ? length : 1)),
  );
}

export function registerGradients(t: Tf): void {
  t.registerGradient({
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const { reps } = attributes as unknown as { reps: readonly number[] };
      const derX = (): tf.Tensor => {
        const shape: number[] = [];
        const repeated: number[] = [];
        x.shape.forEach((length, i) => {
          const repeats = reps[i] ?? 1;
          if (repeats !== 1) {
            repeated.push(shape.length);
            shape.push(repeats);
          }
          shape.push(length);
        });
        return t.reshape(t.sum(t.reshape(dy as tf.Tensor, shape), repeated), x.shape);
      };
      return { x: derX };
    },
  });
  // The shipped ones multiply by a tensor of ones that is made in JavaScript and copied into the backend.
  t.registerGradient({
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const { axis } = attributes as unknown as { axis: number[] };
      return { x: () => spread(t, dy as tf.Tensor, x.shape, axis) };
    },
  });
  t.registerGradient({
    kernelName: 'Mean',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const { axis } = attributes as unknown as { axis: number[] };
      const count = t.util.parseAxisParam(axis, x.shape).reduce((size, i) => size * (x.shape[i] ?? 1), 1);
      return { x: () => spread(t, t.div(dy as tf.Tensor, count), x.shape, axis) };
    },
  });
}
