/** One case of a kernel on the WebAssembly backend, held to the plain backend or to a definition. */
import * as tf from '@tensorflow/tfjs';
import { engineOf } from '../../../src/kernels/engine/engine.ts';
import type { KernelCase, Spec, Value } from './draw.ts';
import { type Memory, withGuards } from './guarded-memory.ts';

type Info = tf.TensorInfo;
type Backend = tf.KernelBackend & { readSync(dataId: object): tf.backend_util.BackendValues };

/** Filling memory with either of them must make no difference. */
const POISONS = [0x7b, 0xc1];

/** @throws where the kernel answers otherwise, writes outside of its outputs, or depends on memory that is not its own */
export function compareKernel(name: string, spec: Spec, given: KernelCase): void {
  const expected = reference(name, spec, given);
  const answers = POISONS.map((poison) => onWasm(name, given, poison));
  const [first, second] = answers as [typeof expected, typeof expected];
  if (expected instanceof Error) {
    if (!(first instanceof Error))
      throw new Error(`answered where the plain kernel refuses: ${expected.message}`);
    return;
  }
  if (first instanceof Error) throw first;
  if (second instanceof Error) throw second;
  expectSame(first, expected, spec.tolerance ?? 1e-5);
  expectSame(second, first, 0);
}

function expectSame(found: readonly Value[], expected: readonly Value[], tolerance: number): void {
  if (found.length !== expected.length)
    throw new Error(`${found.length} outputs, expected ${expected.length}`);
  for (const [i, { shape, dtype, values }] of found.entries()) {
    const other = expected[i] as Value;
    if (dtype !== other.dtype) throw new Error(`output ${i} is ${dtype}, expected ${other.dtype}`);
    if (`${shape}` !== `${other.shape}`)
      throw new Error(`output ${i} is [${shape}], expected [${other.shape}]`);
    if (values.length !== other.values.length)
      throw new Error(`output ${i} has ${values.length} values, expected ${other.values.length}`);
    for (const [at, value] of values.entries())
      if (!isClose(value, other.values[at] as typeof value, tolerance))
        throw new Error(`value ${at} of output ${i} is ${value}, expected ${other.values[at]}`);
  }
}

function isClose(value: number | string, expected: number | string, tolerance: number): boolean {
  if (typeof value === 'string' || typeof expected === 'string') return value === expected;
  if (Object.is(value, expected) || value === expected) return true;
  return Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

function onWasm(name: string, given: KernelCase, poison: number): readonly Value[] | Error {
  const memory = (tf.backend() as unknown as { wasm: Memory }).wasm;
  return withGuards(memory, poison, (check) => {
    const held = tf.memory().numTensors;
    const made: tf.Tensor[] = [];
    const inputs = mapInputs(given.inputs, (value) => {
      const tensor = tensorOf(value);
      made.push(tensor);
      return tensor;
    });
    const before = made.map((tensor) => read(tf.backend() as Backend, tensor));
    let answer: readonly Value[] | Error;
    try {
      const outputs = [engineOf(tf).runKernel(name, inputs as never, given.attributes ?? {})].flat();
      answer = outputs.map((output) => read(tf.backend() as Backend, output));
      check();
      made.forEach((tensor, i) => {
        const now = read(tf.backend() as Backend, tensor);
        if (`${now.values}` !== `${before[i]?.values}`) throw new Error('an input was written to');
      });
      for (const output of outputs) output.dispose();
    } catch (error) {
      answer = error as Error;
    }
    for (const tensor of made) tensor.dispose();
    const left = tf.memory().numTensors - held;
    if (left !== 0 && !(answer instanceof Error)) return new Error(`${left} tensors are left`);
    return answer;
  });
}

function tensorOf({ shape, dtype, values }: Value): tf.Tensor {
  if (dtype !== 'complex64') return tf.tensor(values as number[], shape, dtype);
  const [real, imaginary] = partsOf({ shape, dtype, values }).map(tensorOf) as [tf.Tensor, tf.Tensor];
  const made = tf.complex(real, imaginary);
  tf.dispose([real, imaginary]);
  return made;
}

function partsOf({ shape, values }: Value): Value[] {
  return [0, 1].map((part) => ({
    shape,
    dtype: 'float32',
    values: (values as number[]).filter((_, i) => i % 2 === part),
  }));
}

type Inputs<Item> = Readonly<Record<string, Item | Item[] | null>> | Item[];

function mapInputs<From, To>(
  inputs: Inputs<From> | KernelCase['inputs'],
  make: (one: From) => To,
): Inputs<To> {
  const one = (value: From | From[] | null): never =>
    (Array.isArray(value) ? value.map(make) : value === null ? null : make(value)) as never;
  return Array.isArray(inputs)
    ? (inputs as From[]).map(make)
    : Object.fromEntries(
        Object.entries(inputs as Record<string, From>).map(([name, value]) => [name, one(value)]),
      );
}

function read(backend: Backend, { dataId, shape, dtype }: Info): Value {
  const values = backend.readSync(dataId);
  const decoded =
    dtype === 'string'
      ? Array.from(values as unknown as Uint8Array[], (bytes) => tf.util.decodeString(bytes))
      : Array.from(tf.util.toTypedArray(values as Float32Array, dtype as 'float32'));
  return { shape: [...shape], dtype, values: decoded as number[] };
}

function reference(name: string, spec: Spec, given: KernelCase): readonly Value[] | Error {
  const known = spec.definition?.(tf, given);
  if (known != null) return known;
  try {
    return onPlain(name, spec.asPlain?.(given) ?? given);
  } catch (error) {
    return error as Error;
  }
}

function onPlain(name: string, given: KernelCase): readonly Value[] {
  const plain = tf.getKernel(name, 'cpu');
  if (plain == null) throw new Error(`${name} needs a definition: the plain backend has no such kernel`);
  const backend = new tf.MathBackendCPU();
  Object.assign(backend, { firstUse: false });
  const copy = (value: Value): Info => {
    const { shape, dtype, values } = value;
    if (dtype === 'complex64') {
      const [real, imag] = partsOf(value).map(copy) as [Info, Info];
      return tf.getKernel('Complex', 'cpu').kernelFunc({ inputs: { real, imag }, backend }) as Info;
    }
    const typed =
      dtype === 'string'
        ? (values as string[]).map((text) => tf.util.encodeString(text))
        : tf.util.toTypedArray(values as number[], dtype as 'float32');
    return { ...backend.makeTensorInfo(shape, dtype, typed as never), rank: shape.length } as Info;
  };
  const call = { inputs: mapInputs(given.inputs, copy) as never, attrs: given.attributes as never, backend };
  return [plain.kernelFunc(call)].flat().map((output) => {
    if (output.dtype !== 'complex64') return read(backend, output);
    return { ...read(backend, output), dtype: 'complex64' };
  });
}
