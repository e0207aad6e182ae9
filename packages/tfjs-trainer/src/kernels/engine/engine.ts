/** Parts of the engine that its published types omit. */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';

interface Scope {
  readonly id: number;
  readonly track: Tracked[];
}

export type Tracked = tf.Tensor & { kept: boolean; scopeId: number };

export interface TensorNote {
  readonly backend: tf.KernelBackend;
  readonly dtype: tf.DataType;
  readonly shape: readonly number[];
  readonly bytes: number;
}

export interface TensorNotes {
  has(dataId: object): boolean;
  get(dataId: object): TensorNote | undefined;
  set(dataId: object, note: TensorNote): unknown;
  delete(dataId: object): boolean;
}

type Inputs = Record<string, tf.Tensor>;
type GradFunc = (
  dy: tf.Tensor | tf.Tensor[],
  saved: tf.Tensor[],
  attributes: unknown,
) => Readonly<Record<string, () => tf.Tensor>>;

export interface TapeNode {
  readonly kernelName: string;
  readonly inputs: Inputs;
  readonly outputs: readonly tf.Tensor[];
  readonly saved: readonly tf.Tensor[];
  readonly gradient?: (dys: ReadonlyArray<tf.Tensor | null>) => ReturnType<GradFunc>;
}

export interface Engine {
  readonly backendName: string;
  readonly backend: tf.KernelBackend;
  readonly ENV: { readonly flags: Readonly<Record<string, unknown>> };
  readonly state: {
    readonly scopeStack: Scope[];
    activeScope: Scope | null;
    activeTape: TapeNode[] | null;
    tensorInfo: TensorNotes;
    readonly profiling: boolean;
    readonly gradientDepth: number;
    kernelDepth: number;
    numBytes: number;
    numTensors: number;
    numStringTensors: number;
    numDataBuffers: number;
  };
  tidy(nameOrFn: unknown, fn?: unknown): unknown;
  startScope(name?: string): void;
  endScope(result: unknown): void;
  startTape(): void;
  endTape(): void;
  track(tensor: tf.Tensor): tf.Tensor;
  trackTensor(tensor: tf.Tensor, backend?: tf.KernelBackend): void;
  disposeTensor(tensor: tf.Tensor): void;
  runKernel(name: string, inputs: Inputs, attributes?: unknown): tf.Tensor | tf.Tensor[];
  makeTensorFromTensorInfo(info: tf.TensorInfo): tf.Tensor;
  getTensorsForGradient(name: string, inputs: Inputs, outputs: readonly tf.Tensor[]): tf.Tensor[];
  saveTensorsForBackwardMode(tensors: tf.Tensor[]): tf.Tensor[];
  addTapeNode(
    name: string,
    inputs: Inputs,
    outputs: readonly tf.Tensor[],
    gradFunc: GradFunc | null,
    saved: readonly tf.Tensor[],
    attributes: unknown,
  ): void;
  gradients(
    f: () => tf.Tensor,
    xs: readonly tf.Tensor[],
    dy?: tf.Tensor | null,
    allowNoGradients?: boolean,
  ): { readonly value: tf.Tensor; readonly grads: Array<tf.Tensor | undefined> };
}

export function engineOf(t: Tf): Engine {
  return t.engine() as unknown as Engine;
}
