/** Runs plain JavaScript kernels for another backend by copying values. */
import type * as tf from '@tensorflow/tfjs';
import { type Inputs, mapInputs, type TensorInfo, type Tf, type WasmBackend } from './toolkit.ts';

/** Complex tensors need a backend that exposes their parts. */
type Memory = Pick<WasmBackend, 'readSync' | 'makeOutput'> &
  Partial<Pick<WasmBackend, 'partsOf' | 'makeComplex'>>;

type Attributes = Readonly<Record<string, unknown>>;

export type Kernel = (call: {
  inputs: tf.NamedTensorInfoMap;
  attrs?: tf.NamedAttrMap;
}) => TensorInfo | TensorInfo[];

interface Plain extends tf.KernelBackend {
  firstUse: boolean;
  readonly data: {
    get(dataId: object): { readonly complexTensorInfos?: Readonly<Record<'real' | 'imag', TensorInfo>> };
  };
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): TensorInfo;
  readSync(dataId: object): tf.backend_util.BackendValues;
}

/** The plain kernels mishandle a negative permutation axis. */
const countedFromTheStart = (t: Tf, { x }: Inputs<'x'>, attributes: Attributes): Attributes => {
  const [axis] = t.util.parseAxisParam(attributes.axis as number, x.shape);
  return { ...attributes, axis };
};

const ATTRIBUTES: Readonly<Record<string, typeof countedFromTheStart>> = {
  Cumsum: countedFromTheStart,
  Cumprod: countedFromTheStart,
};

export function registerMissing(t: Tf, backendName: string, backend: Memory): void {
  for (const { kernelName } of t.getKernelsForBackend('cpu')) {
    if (t.getKernel(kernelName, backendName) != null) continue;
    const kernelFunc = plainKernel(t, backend, kernelName);
    if (kernelFunc !== undefined) t.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

export function plainKernel(t: Tf, backend: Memory, name: string): Kernel | undefined {
  const plain = t.getKernel(name, 'cpu');
  if (plain == null) return undefined;
  const attributesOf = ATTRIBUTES[name];
  return ({ inputs, attrs }) => {
    const cpu = new t.MathBackendCPU() as unknown as Plain;
    // The first write would print an advertisement for tfjs-node.
    cpu.firstUse = false;
    const copyNumbers = ({ dataId, shape, dtype }: TensorInfo): TensorInfo =>
      cpu.makeTensorInfo(shape, dtype, backend.readSync(dataId));
    const copy = (tensor: TensorInfo): TensorInfo => {
      const copied =
        tensor.dtype === 'complex64' && backend.partsOf !== undefined
          ? joined(t, cpu, backend.partsOf(tensor).map(copyNumbers))
          : copyNumbers(tensor);
      // Some plain kernels read `rank`, which only tensors have.
      return { ...copied, rank: tensor.shape.length } as TensorInfo;
    };
    const copies = mapInputs(inputs, copy);
    const attributes = attributesOf === undefined ? attrs : attributesOf(t, inputs as never, attrs ?? {});
    const answer = plain.kernelFunc({
      inputs: copies,
      backend: cpu,
      ...(attributes === undefined ? {} : { attrs: attributes as tf.NamedAttrMap }),
    });
    const bring = (tensor: TensorInfo): TensorInfo => {
      const { shape, dtype } = tensor;
      const parts = cpu.data.get(tensor.dataId).complexTensorInfos;
      if (parts !== undefined && backend.makeComplex !== undefined)
        return backend.makeComplex(
          ...([parts.real, parts.imag].map((part) => bring({ ...part, shape })) as [TensorInfo, TensorInfo]),
        );
      const values = cpu.readSync(tensor.dataId);
      // Some plain kernels store values of another type than they declare.
      const typed = dtype === 'string' ? values : t.util.toTypedArray(values as never, dtype as 'float32');
      return backend.makeOutput(shape, dtype, undefined, typed);
    };
    const brought = Array.isArray(answer) ? answer.map(bring) : bring(answer);
    // Some plain kernels return a tensor, which the engine would never free.
    for (const one of [answer].flat()) if (one instanceof t.Tensor) one.dispose();
    return brought;
  };
}

function joined(t: Tf, cpu: Plain, [real, imag]: readonly TensorInfo[]): TensorInfo {
  const inputs = { real, imag } as tf.NamedTensorInfoMap;
  return t.getKernel('Complex', 'cpu').kernelFunc({ inputs, backend: cpu }) as TensorInfo;
}
