/** Adam in one kernel a variable in place of thirteen operations: for an embedding table they are most of a step. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, type Inputs, sizeOf, type Tf, type TrainingKernel } from '../toolkit.ts';

const KERNEL = 'ConclusiveAdam';

interface AdamAttributes {
  readonly beta1: number;
  readonly beta2: number;
  readonly correction1: number;
  readonly correction2: number;
  readonly epsilon: number;
  readonly learningRate: number;
}

export const adam: TrainingKernel = {
  name: KERNEL,
  run(tools, inputs, attributes) {
    const { value, first, second, gradient } = inputs as Inputs<'value' | 'first' | 'second' | 'gradient'>;
    const settings = attributes as unknown as AdamAttributes;
    // New tensors, never in place: a clone of a variable shares its memory.
    const outputs = [0, 1, 2].map(() => tools.backend.makeOutput(value.shape, 'float32'));
    tools.simd.adam(
      ...[value, first, second, gradient, ...outputs].map((tensor) => addressOf(tools, tensor)),
      sizeOf(value.shape),
      settings.beta1,
      settings.beta2,
      1 - settings.beta1,
      1 - settings.beta2,
      settings.correction1,
      settings.correction2,
      settings.epsilon,
      settings.learningRate,
    );
    return outputs;
  },
};

interface Moment {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The fields of AdamOptimizer that its own step uses; they are private in its types. */
interface AdamState {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly learningRate: number;
  readonly accBeta1: tf.Variable;
  readonly accBeta2: tf.Variable;
  readonly accumulatedFirstMoment: Moment[];
  readonly accumulatedSecondMoment: Moment[];
  incrementIterations(): void;
}

type VariableGradients = tf.NamedTensorMap | Array<{ name: string; tensor: tf.Tensor }>;

/** Replaces the step of AdamOptimizer by one that does the same arithmetic through the kernel. */
export function useAdamKernel(t: Tf): void {
  const prototype = t.AdamOptimizer.prototype as unknown as {
    applyGradients: (this: AdamState, gradients: VariableGradients) => void;
  };
  const moment = (moments: Moment[], index: number, name: string, like: tf.Tensor): tf.Variable => {
    moments[index] ??= {
      originalName: name,
      variable: t.tidy(() => t.variable(t.zerosLike(like), false)),
    };
    return moments[index].variable;
  };
  const shipped = prototype.applyGradients;
  prototype.applyGradients = function applyGradients(gradients) {
    // A module may have switched to another backend, which lacks the kernel.
    if (t.getBackend() !== 'wasm') {
      shipped.call(this, gradients);
      return;
    }
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    t.tidy(() => {
      const correction1 = 1 - (this.accBeta1.dataSync()[0] ?? 0);
      const correction2 = 1 - (this.accBeta2.dataSync()[0] ?? 0);
      named.forEach(({ name, tensor }, index) => {
        const value = t.engine().registeredVariables[name];
        if (value === undefined) throw new Error(`Adam was given a gradient of an unknown variable: ${name}`);
        const first = moment(this.accumulatedFirstMoment, index, `${name}/m`, value);
        const second = moment(this.accumulatedSecondMoment, index, `${name}/v`, value);
        if (tensor == null) return;
        const [newValue, newFirst, newSecond] = t.engine().runKernel(
          KERNEL,
          { value, first, second, gradient: tensor },
          {
            beta1: this.beta1,
            beta2: this.beta2,
            correction1,
            correction2,
            epsilon: this.epsilon,
            learningRate: this.learningRate,
          },
        ) as [tf.Tensor, tf.Tensor, tf.Tensor];
        value.assign(newValue);
        first.assign(newFirst);
        second.assign(newSecond);
      });
      this.accBeta1.assign(t.mul(this.accBeta1, this.beta1));
      this.accBeta2.assign(t.mul(this.accBeta2, this.beta2));
    });
    this.incrementIterations();
  };
}
