import { isDeepStrictEqual } from 'node:util';
import type * as tf from '@tensorflow/tfjs';
import { addressOf, bytesOf, sizeOf, type TensorInfo, type Toolkit } from '../toolkit.ts';

export interface Entry {
  readonly run: (...given: never[]) => unknown;
  readonly given: readonly unknown[];
  readonly answer: unknown;
  /** What must be equal in another step of this kind, if not the inputs. */
  readonly seen?: readonly unknown[];
}

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
  /** Data from outside the step, with its number of handles. */
  readonly outside: ReadonlyMap<object, number>;
  readonly variables: ReadonlyMap<tf.Variable, object>;
  /** Memory of values from JavaScript, which other steps must not use. */
  readonly constants: readonly Constant[];
  /** Handles for shipped kernels, disposed with the recording. */
  readonly views: readonly object[];
}

export function copyInto(tools: Toolkit, to: TensorInfo, from: number, bytes: number): void {
  tools.backend.wasm.HEAPU8.copyWithin(addressOf(tools, to), from, from + bytes);
  tools.backend.noteChange(to.dataId);
}

export class NotTheSame extends Error {
  override readonly name = 'NotTheSame';
}

export function isCurrent({ backend }: Toolkit, { outside, variables }: Recording): boolean {
  for (const [id, count] of outside) if (backend.refCount(id) !== count) return false;
  for (const [variable, id] of variables) if (variable.dataId !== id) return false;
  return true;
}

/** @throws NotTheSame if a kernel answers otherwise, after variables may have changed */
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

export function isSame(one: Recording, other: Recording): boolean {
  const seen = ({ entries }: Recording) =>
    entries.map(({ run, given, answer, seen: what }) => [what ?? [run, given], answer]);
  const places = ({ inputs, outputs }: Recording) => [inputs, outputs];
  return isDeepStrictEqual(places(one), places(other)) && isDeepStrictEqual(seen(one), seen(other));
}
