/** Two kernels instead of some sixty operations per layer and step. */
import type * as tf from '@tensorflow/tfjs';
import {
  areFloats,
  callSimd,
  type Inputs,
  isDifferentiatedAgain,
  registerGradient,
  sizeOf,
  type Tf,
  type TrainingKernel,
} from '../toolkit.ts';

const KERNEL = 'ConclusiveLayerNorm';
const GRADIENT = 'ConclusiveLayerNormGradient';

const INPUTS = ['x', 'gamma', 'beta'];

export const layerNorm: TrainingKernel = {
  name: KERNEL,
  run(tools, inputs, attributes) {
    const { x, gamma, beta } = inputs as Inputs<'x' | 'gamma' | 'beta'>;
    const width = sizeOf(gamma.shape);
    const out = tools.backend.makeOutput(x.shape, 'float32');
    const epsilon = attributes.epsilon as number;
    const rows = sizeOf(x.shape) / width;
    callSimd(tools, 'layerNorm', [x, gamma, beta, out], rows, width, 1 / width, epsilon, tools.scratch);
    return out;
  },
};

export const layerNormGradient: TrainingKernel = {
  name: GRADIENT,
  run(tools, inputs, attributes) {
    const { dy, x, gamma } = inputs as Inputs<'dy' | 'x' | 'gamma'>;
    const width = sizeOf(gamma.shape);
    const outputs = [x, gamma, gamma].map(({ shape }) => tools.backend.makeOutput(shape, 'float32'));
    const rest = [sizeOf(x.shape) / width, width, 1 / width, attributes.epsilon as number, tools.scratch];
    callSimd(tools, 'layerNormGradient', [dy, x, gamma, ...outputs], ...rest);
    return outputs;
  },
};

/** Private fields of LayerNormalization that its call uses. */
interface LayerNormalization {
  readonly axis: readonly number[];
  readonly epsilon: number;
  readonly gamma?: tf.LayerVariable | null;
  readonly beta?: tf.LayerVariable | null;
}

type Call = (
  this: LayerNormalization,
  inputs: tf.Tensor | tf.Tensor[],
  settings: Record<string, unknown>,
) => tf.Tensor | tf.Tensor[];

/** Differentiable again. */
function separately(
  t: Tf,
  { dy, x, gamma }: Readonly<Record<'dy' | 'x' | 'gamma', tf.Tensor>>,
  epsilon: number,
) {
  const { mean, variance } = t.moments(x, -1, true);
  const deviations = t.sub(x, mean);
  const r = t.rsqrt(t.add(variance, epsilon));
  const direct = t.mul(t.mul(dy, gamma), r);
  const ofVariance = t.mean(t.mul(t.mul(direct, deviations), t.square(r)), -1, true);
  const throughVariance = t.neg(t.mul(deviations, ofVariance));
  const throughMean = t.neg(t.mean(t.add(direct, throughVariance), -1, true));
  const rows = x.shape.slice(0, -1).map((_, axis) => axis);
  return [
    t.add(t.add(direct, throughVariance), throughMean),
    t.reshape(t.sum(t.mul(dy, t.mul(deviations, r)), rows), gamma.shape),
    t.reshape(t.sum(dy, rows), gamma.shape),
  ];
}

/** Covers default layers: last axis, with gamma and beta. */
export function useLayerNormKernel(t: Tf): void {
  registerGradient(t, KERNEL, ['x', 'gamma'], (dy, [x, gamma], attributes: { epsilon: number }) => {
    const inputs = { dy, x, gamma };
    const gradients = isDifferentiatedAgain(t)
      ? separately(t, inputs, attributes.epsilon)
      : (t.engine().runKernel(GRADIENT, inputs, attributes) as tf.Tensor[]);
    return Object.fromEntries(INPUTS.map((name, i) => [name, () => gradients[i] as tf.Tensor]));
  });
  // An unnamed layer would take number 1 from the module's layers.
  const prototype = Object.getPrototypeOf(t.layers.layerNormalization({ name: 'prototype' })) as {
    call: Call;
  };
  const shipped = prototype.call;
  prototype.call = function call(inputs, settings) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const gamma = this.gamma?.read();
    const beta = this.beta?.read();
    const fits =
      // A module may have switched to a backend without the kernel.
      t.getBackend() === 'wasm' &&
      gamma !== undefined &&
      beta !== undefined &&
      x !== undefined &&
      x.dtype === 'float32' &&
      x.size > 0 &&
      this.axis.length === 1 &&
      this.axis[0] === x.shape.length - 1 &&
      areFloats(x.shape.slice(-1), [gamma, beta]);
    if (!fits) return shipped.call(this, inputs, settings);
    return t.engine().runKernel(KERNEL, { x, gamma, beta }, { epsilon: this.epsilon }) as tf.Tensor;
  };
}
