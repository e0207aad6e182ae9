/** Uses one TensorFlow operation each for a rectifier's gradient and a step of Adam. */
import type * as tf from '@tensorflow/tfjs';
import { RELU_GRADIENT, useReluGradient } from '../kernels/clip.ts';
import { useAdamStep } from '../kernels/fused/adam.ts';
import type { TensorInfo, Tf } from '../kernels/toolkit.ts';

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface NativeBackend {
  readonly binding: Readonly<
    Record<'TF_FLOAT' | 'TF_ATTR_TYPE' | 'TF_ATTR_SHAPE' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL', number>
  >;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

/** The library frees a variable of this name with its last handle. */
const ANONYMOUS = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

/** The library rounds beta to a float first, so its moments are larger: by 13 parts in a million for 0.999. */
function excess(beta: number): number {
  return (1 - Math.fround(beta)) / (1 - beta);
}

export function useNativeKernels(t: Tf, backendName: string, backend: NativeBackend): void {
  const { binding } = backend;
  const ofFloats = (name: string): Attribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value: binding.TF_FLOAT,
  });
  const run = (name: string, attributes: readonly Attribute[], ...inputs: TensorInfo[]) =>
    backend.executeMultipleOutputs(name, attributes, inputs, 1)[0] as tf.Tensor;
  t.registerKernel({
    kernelName: RELU_GRADIENT,
    backendName,
    kernelFunc: ({ inputs }) => {
      const { dy, x } = inputs as Record<'dy' | 'x', TensorInfo>;
      return run('ReluGrad', [ofFloats('T')], dy, x);
    },
  });
  useReluGradient(t);

  /** A library variable, and the tensor whose values it last had. */
  interface Twin {
    readonly handle: tf.Tensor;
    same: object | null;
  }
  const twins = new WeakMap<tf.Variable, Twin>();
  const handleOf = (variable: tf.Variable): tf.Tensor => {
    let twin = twins.get(variable);
    if (twin === undefined) {
      const shape = { name: 'shape', type: binding.TF_ATTR_SHAPE, value: variable.shape };
      const text = (name: string, value: string) => ({ name, type: binding.TF_ATTR_STRING, value });
      const attributes = [text('container', ''), text('shared_name', ANONYMOUS), ofFloats('dtype'), shape];
      const handle = t.keep(run('VarHandleOp', attributes));
      twin = { handle, same: null };
      twins.set(variable, twin);
      const { dispose } = variable;
      variable.dispose = () => {
        handle.dispose();
        dispose.call(variable);
      };
    }
    if (twin.same !== variable.dataId)
      backend.executeMultipleOutputs('AssignVariableOp', [ofFloats('dtype')], [twin.handle, variable], 0);
    return twin.handle;
  };
  const noFlag = (name: string) => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  useAdamStep(t, backendName, (updates, settings) => {
    const { beta1, beta2, power1, power2, epsilon, learningRate } = settings();
    // The library adds epsilon to the uncorrected root.
    const root = Math.sqrt(excess(beta2));
    const [rate, smallest] = [(learningRate * root) / excess(beta1), epsilon * root * Math.sqrt(1 - power2)];
    const scalars = [power1, power2, rate, beta1, beta2, smallest];
    for (const { variables, gradient } of updates) {
      backend.executeMultipleOutputs(
        'ResourceApplyAdam',
        [ofFloats('T'), noFlag('use_locking'), noFlag('use_nesterov')],
        [...variables.map(handleOf), ...scalars.map((value) => t.scalar(value)), gradient],
        0,
      );
      for (const variable of variables) {
        const twin = twins.get(variable);
        if (twin === undefined) continue;
        variable.assign(run('ReadVariableOp', [ofFloats('dtype')], twin.handle));
        twin.same = variable.dataId;
      }
    }
  });
}
