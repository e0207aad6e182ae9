/** Two kernels instead of some thirty operations per step. */
import type * as tf from '@tensorflow/tfjs';
import {
  areFloats,
  callSimd,
  type Inputs,
  isDifferentiatedAgain,
  registerGradient,
  sizeOf,
  type TensorInfo,
  type Tf,
  type TrainingKernel,
} from '../toolkit.ts';

const KERNEL = 'ConclusiveCrossEntropy';
const GRADIENT = 'ConclusiveCrossEntropyGradient';

/** Two inputs have gradients, which keeps the order of the separate operations. */
const PATHS = ['output', 'sum'];

interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const crossEntropy: TrainingKernel = {
  name: KERNEL,
  run(tools, inputs, attributes) {
    const { target, output } = inputs as Inputs<'target' | 'output'>;
    const { low, high } = attributes as unknown as Bounds;
    const { backend } = tools;
    const width = output.shape.at(-1) ?? 1;
    const rows = sizeOf(output.shape) / width;
    const shares = backend.makeOutput(output.shape, 'float32');
    callSimd(tools, 'boundedShares', [output, shares], rows, width, low, high);
    const log = tools.tf.getKernel('Log', 'wasm').kernelFunc;
    const logarithms = log({ inputs: { x: shares }, backend }) as TensorInfo;
    const out = backend.makeOutput(output.shape.slice(0, -1), 'float32');
    callSimd(tools, 'crossEntropy', [target, logarithms, out], rows, width);
    for (const { dataId } of [shares, logarithms]) backend.disposeData(dataId);
    return out;
  },
};

export const crossEntropyGradient: TrainingKernel = {
  name: GRADIENT,
  run(tools, inputs, attributes) {
    const { dy, target, output } = inputs as Inputs<'dy' | 'target' | 'output'>;
    const { low, high } = attributes as unknown as Bounds;
    const width = output.shape.at(-1) ?? 1;
    const parts = PATHS.map(() => tools.backend.makeOutput(output.shape, 'float32'));
    const rows = sizeOf(output.shape) / width;
    callSimd(tools, 'crossEntropyGradient', [dy, target, output, ...parts], rows, width, low, high);
    return parts;
  },
};

function targetGradient(
  t: Tf,
  { dy, output }: Readonly<Record<'dy' | 'output', tf.Tensor>>,
  { low, high }: Bounds,
): tf.Tensor {
  const share = t.div(output, t.sum(output, -1, true));
  return t.mul(t.neg(t.expandDims(dy, -1)), t.log(t.clipByValue(share, low, high)));
}

/** Differentiable again. */
function separately(
  t: Tf,
  { dy, target, output }: Readonly<Record<'dy' | 'target' | 'output', tf.Tensor>>,
  { low, high }: Bounds,
): tf.Tensor[] {
  const sum = t.sum(output, -1, true);
  const share = t.div(output, sum);
  // Comparisons have no gradients.
  const isOutside = t.add(t.step(t.sub(low, share)), t.step(t.sub(share, high)));
  const ofLogarithm = t.mul(t.neg(t.expandDims(dy, -1)), target);
  const ofShare = t.mul(t.div(ofLogarithm, t.clipByValue(share, low, high)), t.sub(1, isOutside));
  const ofSum = t.neg(t.div(t.sum(t.mul(ofShare, output), -1, true), t.square(sum)));
  return [t.div(ofShare, sum), t.broadcastTo(ofSum, output.shape)];
}

type Loss = (target: tf.Tensor, output: tf.Tensor, ...rest: unknown[]) => tf.Tensor;

/** Private fields of LayersModel that its steps use. */
interface Model {
  readonly outputNames: readonly string[];
  readonly lossFunctions: Loss[];
}

type LossOption = string | Loss | ReadonlyArray<string | Loss> | Readonly<Record<string, string | Loss>>;

function namedLoss(loss: LossOption | undefined, index: number, name: string | undefined): unknown {
  if (typeof loss !== 'object') return loss;
  return Array.isArray(loss) ? loss[index] : (loss as Readonly<Record<string, unknown>>)[name ?? ''];
}

export function useCrossEntropy(t: Tf): void {
  registerGradient(t, KERNEL, ['target', 'output'], (dy, [target, output], bounds: Bounds) => {
    const inputs = { dy, target, output };
    const parts = isDifferentiatedAgain(t)
      ? separately(t, inputs, bounds)
      : (t.engine().runKernel(GRADIENT, inputs, { ...bounds }) as tf.Tensor[]);
    return {
      target: () => targetGradient(t, inputs, bounds),
      ...Object.fromEntries(PATHS.map((name, i) => [name, () => parts[i] as tf.Tensor])),
    };
  });
  const kernel = (target: tf.Tensor, output: tf.Tensor): tf.Tensor => {
    const low = t.backend().epsilon();
    const inputs = { target, output, sum: output };
    return t.engine().runKernel(KERNEL, inputs, { low, high: 1 - low }) as tf.Tensor;
  };
  /** A module may have switched to a backend without the kernel. */
  const isOurs = (output: tf.Tensor): boolean =>
    t.getBackend() === 'wasm' && output.dtype === 'float32' && output.size > 0 && output.shape.length > 0;
  const ofClasses =
    (shipped: Loss): Loss =>
    (target, output, ...rest) =>
      rest.length === 0 && isOurs(output) && areFloats(output.shape, [target])
        ? kernel(target, output)
        : shipped(target, output, ...rest);
  const ofLabels =
    (shipped: Loss): Loss =>
    (target, output, ...rest) => {
      if (rest.length > 0 || !isOurs(output)) return shipped(target, output, ...rest);
      return t.tidy(() => {
        const low = t.backend().epsilon();
        const labels = t.cast(t.floor(t.reshape(target, [target.size])), 'int32') as tf.Tensor1D;
        const rows = t.oneHot(labels, output.shape.at(-1) as number);
        return kernel(t.cast(t.reshape(rows, output.shape), 'float32'), t.clipByValue(output, low, 1 - low));
      });
    };
  const ours: Readonly<Record<string, (shipped: Loss) => Loss>> = {
    categoricalCrossentropy: ofClasses,
    sparseCategoricalCrossentropy: ofLabels,
  };
  const prototype = t.LayersModel.prototype as unknown as {
    compile(this: Model, settings: { readonly loss?: LossOption }): void;
  };
  const shipped = prototype.compile;
  prototype.compile = function compile(settings) {
    shipped.call(this, settings);
    for (const [index, loss] of this.lossFunctions.entries()) {
      const name = namedLoss(settings.loss, index, this.outputNames[index]);
      if (typeof name === 'string' && Object.hasOwn(ours, name)) {
        this.lossFunctions[index] = (ours[name] as (shipped: Loss) => Loss)(loss);
      }
    }
  };
}
