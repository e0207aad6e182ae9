/** Replays shipped C++ and plain JavaScript kernels at the addresses they wrote before. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, mapInputs, type TensorInfo, type Toolkit, type Watcher } from '../toolkit.ts';
import { type Entry, NotTheSame, type Place } from './recording.ts';

type Call = Parameters<tf.KernelFunc>[0];

interface ForeignCall {
  readonly kernel: tf.KernelFunc;
  readonly call: Call;
  readonly given: readonly TensorInfo[];
  readonly made: readonly TensorInfo[];
  /** Final shapes of the outputs, which some kernels change. */
  readonly shapes: ReadonlyArray<readonly number[]>;
}

/** @param made memory that the kernel took, in order */
export function foreignEntry(
  tools: Toolkit,
  kernel: tf.KernelFunc,
  call: Call,
  made: readonly Place[],
  placeOf: (tensor: TensorInfo) => Place,
): { entry: Entry; views: object[] } {
  const { inputs, attrs } = call;
  const places: Place[] = [];
  const views: object[] = [];
  const view = (place: Place): tf.Tensor => {
    const shape = [...place.shape];
    const id = tools.backend.viewOf(place.address, shape, place.dtype);
    places.push(place);
    views.push(id);
    return new tools.tf.Tensor(shape, place.dtype, id, -1);
  };
  const again = mapInputs(inputs, (tensor) => view(placeOf(tensor)));
  const foreign: ForeignCall = {
    kernel,
    call: { ...call, inputs: again },
    given: Object.values(again)
      .flat()
      .filter((tensor) => tensor != null),
    made: made.map(view),
    shapes: made.map(({ shape }) => [...shape]),
  };
  const seen = [kernel, attrs, Object.keys(inputs), places];
  return { entry: { run: runForeign, given: [tools, foreign], answer: undefined, seen }, views };
}

function runForeign(tools: Toolkit, { kernel, call, given, made, shapes }: ForeignCall): void {
  let next = 0;
  const refuse = (): never => {
    throw new NotTheSame('a kernel has asked for other memory than before');
  };
  const watcher: Watcher = {
    makeOutput(_make, shape, dtype, _address, values) {
      const [output, before] = [made[next], shapes[next]];
      next += 1;
      const isSame =
        output?.dtype === dtype &&
        before?.length === shape.length &&
        before.every((length, axis) => length === shape[axis]);
      if (output === undefined || !isSame) return refuse();
      output.shape = [...shape];
      if (values != null) tools.backend.wasm.HEAPU8.set(bytesOf(values), addressOf(tools, output));
      return output;
    },
    runKernel: (inner, innerCall) => inner(innerCall),
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

function bytesOf(values: tf.backend_util.BackendValues): Uint8Array {
  const { buffer, byteOffset, byteLength } = values as Float32Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
