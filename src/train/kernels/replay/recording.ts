/** One step as a list of calls on fixed memory. */
import { isDeepStrictEqual } from 'node:util';
import type * as tf from '@tensorflow/tfjs';
import { addressOf, bytesOf, sizeOf, type TensorInfo, type Toolkit, type Watcher } from '../toolkit.ts';

/** A call, and what it has to answer. */
export interface Entry {
  readonly run: (...given: never[]) => unknown;
  readonly given: readonly unknown[];
  readonly answer: unknown;
  /** What has to be the same in another step of its kind, where that is not what is given. */
  readonly seen?: readonly unknown[];
}

/** A tensor at its place in the arena. */
export interface Place {
  readonly address: number;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

export interface Constant {
  readonly address: number;
  readonly bytes: number;
}

export interface Recording {
  readonly inputs: readonly Place[];
  readonly outputs: ReadonlyArray<Place & { readonly isKept: boolean }>;
  readonly entries: readonly Entry[];
  /** What the step has used and not made, and how many handles of it there were. */
  readonly outside: ReadonlyMap<object, number>;
  readonly variables: ReadonlyMap<tf.Variable, object>;
  /** Where values are that JavaScript has made: no other step may have their memory. */
  readonly constants: readonly Constant[];
  /** Handles of memory that shipped kernels are given; they go with the recording. */
  readonly views: readonly object[];
}

/** A kernel that is not ours, with the tensors that it is given and those that it makes. */
export interface ForeignCall {
  readonly kernel: tf.KernelFunc;
  readonly call: Parameters<tf.KernelFunc>[0];
  /** The same as in the call. */
  readonly given: readonly TensorInfo[];
  readonly made: readonly TensorInfo[];
}

export function copyInto(tools: Toolkit, to: TensorInfo, from: number, bytes: number): void {
  tools.backend.wasm.HEAPU8.copyWithin(addressOf(tools, to), from, from + bytes);
  tools.backend.noteChange(to.dataId);
}

export class NotTheSame extends Error {
  override readonly name = 'NotTheSame';
}

/** Runs such a kernel again: what it makes is where it was before. */
export function runForeign(tools: Toolkit, { kernel, call, given, made }: ForeignCall): void {
  let next = 0;
  const refuse = (): never => {
    throw new NotTheSame('a kernel has asked for other memory than before');
  };
  const watcher: Watcher = {
    makeOutput(_make, shape, dtype, _address, values) {
      const output = made[next++];
      const isSame =
        output?.dtype === dtype &&
        output.shape.length === shape.length &&
        output.shape.every((length, axis) => length === shape[axis]);
      if (output === undefined || !isSame) return refuse();
      if (values != null) tools.backend.wasm.HEAPU8.set(bytesOfValues(values), addressOf(tools, output));
      return output;
    },
    runKernel: refuse,
    take: refuse,
    give: () => {},
    touch: () => {},
    again: refuse,
  };
  for (const { dataId } of given) tools.backend.noteChange(dataId);
  tools.watcher = watcher;
  try {
    kernel(call);
  } finally {
    tools.watcher = null;
  }
  if (next !== made.length) refuse();
}

function bytesOfValues(values: tf.backend_util.BackendValues): Uint8Array {
  const { buffer, byteOffset, byteLength } = values as Float32Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Whether all that the step takes from outside is as it was. */
export function isCurrent({ backend }: Toolkit, { outside, variables }: Recording): boolean {
  for (const [id, count] of outside) if (backend.refCount(id) !== count) return false;
  for (const [variable, id] of variables) if (variable.dataId !== id) return false;
  return true;
}

/**
 * @returns the answers of the step, as new tensors
 * @throws NotTheSame before anything outside has changed
 */
export function replay(tools: Toolkit, recording: Recording, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  recording.inputs.forEach(({ address }, i) => {
    const input = inputs[i] as tf.Tensor;
    const from = addressOf(tools, input);
    tools.backend.wasm.HEAPU8.copyWithin(address, from, from + input.size * bytesOf(input.dtype));
  });
  for (const { run, given, answer } of recording.entries)
    if (run(...(given as never[])) !== answer) throw new NotTheSame('a kernel has answered otherwise');
  return copyOut(tools, recording.outputs);
}

/** What is there, as a tensor of its own. */
export function copyOf(tools: Toolkit, { address, shape, dtype }: Place): tf.Tensor {
  const made = tools.backend.makeOutput([...shape], dtype);
  copyInto(tools, made, address, sizeOf(shape) * bytesOf(dtype));
  return tools.tf.engine().makeTensorFromDataId(made.dataId, [...shape], dtype);
}

export function copyOut(tools: Toolkit, outputs: Recording['outputs']): tf.Tensor[] {
  return outputs.map((output) => {
    const tensor = copyOf(tools, output);
    return output.isKept ? tools.tf.keep(tensor) : tensor;
  });
}

/** Whether both steps do the same to the same memory. */
export function isSame(one: Recording, other: Recording): boolean {
  const seen = ({ entries }: Recording) =>
    entries.map(({ run, given, answer, seen: what }) => [what ?? [run, given], answer]);
  const places = ({ inputs, outputs }: Recording) => [inputs, outputs];
  return isDeepStrictEqual(places(one), places(other)) && isDeepStrictEqual(seen(one), seen(other));
}
