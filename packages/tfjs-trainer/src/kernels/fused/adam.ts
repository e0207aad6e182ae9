/** Adam in one pass per variable, not thirteen operations. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, areFloats, sizeOf, type Tf, type Toolkit } from '../toolkit.ts';

interface Moment {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** Private fields of AdamOptimizer that its step uses. */
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

/** A variable's own memory, unless a clone or a tape shares it. */
function targetOf({ tf: t, backend }: Toolkit, variable: tf.Variable): tf.Tensor {
  if (backend.refCount(variable.dataId) === 1) return variable;
  const { dataId, shape, dtype } = backend.makeOutput(variable.shape, 'float32');
  return t.engine().makeTensorFromDataId(dataId, shape, dtype);
}

type Settings = Readonly<
  /** `power1` and `power2` are the betas to the power of the step count. */
  Record<'beta1' | 'beta2' | 'power1' | 'power2' | 'epsilon' | 'learningRate', number>
>;

interface Update {
  readonly variables: readonly tf.Variable[];
  readonly gradient: tf.Tensor;
}

export type AdamStep = (updates: readonly Update[], settings: () => Settings) => void;

export function useAdamKernel(tools: Toolkit): void {
  useAdamStep(tools.tf, 'wasm', (updates, settings) => {
    const calls = updates.map(({ variables, gradient }) => {
      const targets = variables.map((variable) => targetOf(tools, variable));
      const addresses = [...variables, gradient, ...targets].map((one) => addressOf(tools, one));
      return { variables, targets, numbers: [...addresses, sizeOf(gradient.shape)] };
    });
    const changed = calls.flatMap(({ targets }) => targets);
    const run = () => {
      const { beta1, beta2, power1, power2, epsilon, learningRate } = settings();
      const rest = [beta1, beta2, 1 - beta1, 1 - beta2, 1 - power1, 1 - power2, epsilon, learningRate];
      for (const { numbers } of calls) tools.simd.adam(...numbers, ...rest);
      for (const { dataId } of changed) tools.backend.noteChange(dataId);
    };
    if (tools.watcher === null) run();
    else
      tools.watcher.again(
        run,
        calls.map(({ numbers }) => numbers),
        updates.flatMap(({ variables }) => variables),
      );
    for (const { variables, targets } of calls)
      variables.forEach((variable, i) => {
        const target = targets[i];
        if (target !== undefined && target !== variable) variable.assign(target);
      });
  });
}

export function useAdamStep(t: Tf, backendName: string, step: AdamStep): void {
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
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    // Moments are kept by position and may belong to another variable; a gradient may be a scalar.
    const fits = ({ name, tensor }: (typeof named)[number], index: number): boolean => {
      const value = t.engine().registeredVariables[name];
      const moments = [this.accumulatedFirstMoment[index], this.accumulatedSecondMoment[index]];
      const known = moments.flatMap((one) => (one == null ? [] : [one.variable]));
      return (
        value !== undefined && areFloats(value.shape, [value, ...known, ...(tensor == null ? [] : [tensor])])
      );
    };
    // A module may have switched to another backend.
    if (t.getBackend() !== backendName || !named.every(fits)) {
      shipped.call(this, gradients);
      return;
    }
    t.tidy(() => {
      const updates = named.flatMap(({ name, tensor }, index) => {
        const value = t.engine().registeredVariables[name] as tf.Variable;
        const first = moment(this.accumulatedFirstMoment, index, `${name}/m`, value);
        const second = moment(this.accumulatedSecondMoment, index, `${name}/v`, value);
        return tensor == null ? [] : [{ variables: [value, first, second], gradient: tensor }];
      });
      step(updates, () => {
        const { beta1, beta2, epsilon, learningRate } = this;
        const [power1 = 0, power2 = 0] = [this.accBeta1, this.accBeta2].map((power) => power.dataSync()[0]);
        return { beta1, beta2, power1, power2, epsilon, learningRate };
      });
      this.accBeta1.assign(t.mul(this.accBeta1, this.beta1));
      this.accBeta2.assign(t.mul(this.accBeta2, this.beta2));
    });
    this.incrementIterations();
  };
}
