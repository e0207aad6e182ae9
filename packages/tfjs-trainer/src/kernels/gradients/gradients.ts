/** The shipped gradient of `tile` takes thousands of operations in a step with layer normalisation. */
import type * as tf from '@tensorflow/tfjs';
import { registerGradient, type Tf } from '../toolkit.ts';
import { correctGradients } from './correct.ts';

function spread(t: Tf, dy: tf.Tensor, shape: readonly number[], axis: number | number[]): tf.Tensor {
  const axes = new Set(t.util.parseAxisParam(axis, [...shape]));
  const kept = shape.map((length, i) => (axes.has(i) ? 1 : length));
  return t.tile(
    t.reshape(dy, kept),
    shape.map((length, i) => (axes.has(i) ? length : 1)),
  );
}

export function registerGradients(t: Tf): void {
  registerGradient(t, 'Tile', ['x'], (dy, [x], { reps }: { reps: readonly number[] }) => {
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
      return t.reshape(t.sum(t.reshape(dy, shape), repeated), x.shape);
    };
    return { x: derX };
  });
  // The shipped gradients copy a tensor of ones from JavaScript.
  registerGradient(t, 'Sum', ['x'], (dy, [x], { axis }: { axis: number[] }) => ({
    x: () => spread(t, dy, x.shape, axis),
  }));
  registerGradient(t, 'Mean', ['x'], (dy, [x], { axis }: { axis: number[] }) => {
    const count = t.util.parseAxisParam(axis, x.shape).reduce((size, i) => size * (x.shape[i] ?? 1), 1);
    return { x: () => spread(t, t.div(dy, count), x.shape, axis) };
  });
  correctGradients(t);
  shareSavedTensors(t);
}

interface Engine {
  readonly backend: tf.KernelBackend;
  readonly state: { readonly tensorInfo: WeakMap<object, { readonly backend: tf.KernelBackend }> };
  saveTensorsForBackwardMode(tensors: tf.Tensor[]): tf.Tensor[];
  incRef(tensor: tf.Tensor, backend: tf.KernelBackend): void;
  keep(tensor: tf.Tensor): tf.Tensor;
}

/** A handle saves the cost of a clone; it keeps the id for second derivatives. */
function shareSavedTensors(t: Tf): void {
  const engine = t.engine() as unknown as Engine;
  const shipped = engine.saveTensorsForBackwardMode;
  engine.saveTensorsForBackwardMode = (tensors) => {
    const { backend, state } = engine;
    const shareable = ({ dataId, dtype }: tf.Tensor) =>
      dtype !== 'string' && dtype !== 'complex64' && state.tensorInfo.get(dataId)?.backend === backend;
    if (!tensors.every(shareable)) return shipped.call(engine, tensors);
    return tensors.map(({ shape, dtype, dataId, id }) => {
      const saved = new t.Tensor(shape, dtype, dataId, id);
      engine.incRef(saved, backend);
      return engine.keep(saved);
    });
  };
}
