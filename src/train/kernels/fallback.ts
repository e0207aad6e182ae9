/**
 * Kernels that neither a backend nor this folder has run on TensorFlow.js's plain JavaScript backend: slow, but
 * a model trains. Values are copied there and back.
 */
import type * as tf from '@tensorflow/tfjs';
import type { TensorInfo, Tf, WasmBackend } from './toolkit.ts';

/** What values are copied from and to. */
type Memory = Pick<WasmBackend, 'readSync' | 'makeOutput'>;

/** Complex numbers have no values that could be copied, so these cannot be passed on. */
const COMPLEX = new Set(['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real']);

export type Kernel = (call: {
  inputs: tf.NamedTensorInfoMap;
  attrs?: tf.NamedAttrMap;
}) => TensorInfo | TensorInfo[];

/** Gives a backend every kernel that the plain one has and it lacks. */
export function registerMissing(t: Tf, backendName: string, backend: Memory): void {
  for (const { kernelName } of t.getKernelsForBackend('cpu')) {
    if (t.getKernel(kernelName, backendName) != null) continue;
    const kernelFunc = plainKernel(t, backend, kernelName);
    if (kernelFunc !== undefined) t.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

/** The plain implementation of a kernel as one for another backend; undefined where there is none. */
export function plainKernel(t: Tf, backend: Memory, name: string): Kernel | undefined {
  const plain = COMPLEX.has(name) ? null : t.getKernel(name, 'cpu');
  if (plain == null) return undefined;
  return ({ inputs, attrs }) => {
    const cpu = new t.MathBackendCPU();
    // Else its first write prints an advertisement for tfjs-node.
    (cpu as unknown as { firstUse: boolean }).firstUse = false;
    // Some of the plain kernels ask for the rank, which a tensor has and a description of one has not.
    const copy = (tensor: TensorInfo): TensorInfo & { rank: number } => ({
      ...cpu.makeTensorInfo(
        tensor.shape,
        tensor.dtype,
        backend.readSync(tensor.dataId) as tf.backend_util.TypedArray | string[],
      ),
      rank: tensor.shape.length,
    });
    // A kernel of any number of inputs gets them as an array under this name.
    const copies = Array.isArray(inputs)
      ? inputs.map(copy)
      : Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value && copy(value)]));
    const answer = plain.kernelFunc({
      inputs: copies as unknown as tf.NamedTensorInfoMap,
      backend: cpu,
      ...(attrs === undefined ? {} : { attrs }),
    });
    const bring = (tensor: TensorInfo): TensorInfo =>
      backend.makeOutput(tensor.shape, tensor.dtype, undefined, cpu.readSync(tensor.dataId));
    return Array.isArray(answer) ? answer.map(bring) : bring(answer);
  };
}
