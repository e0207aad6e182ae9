import {
  addressOf,
  bytesOf,
  callSimd,
  hasNumbers,
  type Inputs,
  share,
  sizeOf,
  type TensorInfo,
  type TrainingKernel,
} from './toolkit.ts';

export const gather: TrainingKernel = {
  name: 'GatherV2',
  run(tools, inputs, attributes, otherwise) {
    const { x, indices } = inputs as Inputs<'x' | 'indices'>;
    const { axis, batchDims } = attributes as { axis: number; batchDims: number };
    if (batchDims !== 0 || !hasNumbers(x) || indices.dtype !== 'int32') return otherwise();
    const at = axis < 0 ? axis + x.shape.length : axis;
    const before = x.shape.slice(0, at);
    const after = x.shape.slice(at + 1);
    const length = x.shape[at] ?? 0;
    const out = tools.backend.makeOutput([...before, ...indices.shape, ...after], x.dtype);
    const addresses = [x, indices, out].map((tensor) => addressOf(tools, tensor));
    const sizes = [sizeOf(before), length, sizeOf(indices.shape), sizeOf(after) * bytesOf(x.dtype)];
    const wrong = tools.simd.gatherRows(...addresses, ...sizes);
    if (wrong >= 0) {
      const index = tools.backend.readSync(indices.dataId)[wrong];
      throw new Error(
        `gather: index ${index} is out of range, the axis has ${length} entries (0 to ${length - 1}); an embedding needs inputDim above the largest token id`,
      );
    }
    return out;
  },
};

/** Gradient of gather, which embeddings need and the wasm backend lacks. */
export const unsortedSegmentSum: TrainingKernel = {
  name: 'UnsortedSegmentSum',
  run(tools, inputs, attributes, otherwise) {
    const { x, segmentIds } = inputs as Inputs<'x' | 'segmentIds'>;
    const { numSegments } = attributes as { numSegments: number };
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32' || segmentIds.shape.length !== 1) {
      return otherwise();
    }
    const rest = x.shape.slice(1);
    const out = tools.backend.makeOutput([numSegments, ...rest], 'float32');
    callSimd(tools, 'segmentSum', [x, segmentIds, out], numSegments, sizeOf(segmentIds.shape), sizeOf(rest));
    return out;
  },
};

/** Takes one pass per repeated axis; broadcastTo uses it, too. */
export const tile: TrainingKernel = {
  name: 'Tile',
  run(tools, inputs, attributes, otherwise) {
    const { x } = inputs as Inputs<'x'>;
    const { reps } = attributes as { reps: readonly number[] };
    if (!hasNumbers(x)) return otherwise();
    const shape = [...x.shape];
    let current = x;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const repeats = reps[axis] ?? 1;
      if (repeats === 1) continue;
      const rowBytes = sizeOf(shape.slice(axis)) * bytesOf(x.dtype);
      const outer = sizeOf(shape.slice(0, axis));
      shape[axis] = (shape[axis] ?? 1) * repeats;
      const next = tools.backend.makeOutput([...shape], x.dtype);
      callSimd(tools, 'repeatRows', [current, next], outer, rowBytes, repeats);
      if (current !== x) tools.backend.disposeData(current.dataId);
      current = next;
    }
    return current === x ? share(tools, x) : current;
  },
};

function stridesOf({ shape, dtype }: TensorInfo): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)) * bytesOf(dtype));
}

function three(values: readonly number[], missing: number): number[] {
  return [...Array<number>(3 - values.length).fill(missing), ...values];
}

/** The shipped kernel computes every element's address. */
export const pad: TrainingKernel = {
  name: 'PadV2',
  run(tools, inputs, attributes, otherwise) {
    const { x } = inputs as Inputs<'x'>;
    const { paddings, constantValue } = attributes as {
      paddings: ReadonlyArray<readonly [before: number, after: number]>;
      constantValue: number;
    };
    const last = x.shape.length - 1;
    if (constantValue !== 0 || last > 3 || !hasNumbers(x)) return otherwise();
    const shape = x.shape.map((length, axis) => length + (paddings[axis] ?? []).reduce((a, b) => a + b, 0));
    const out = tools.backend.makeOutput(shape, x.dtype);
    const strides = stridesOf(out);
    const first = strides.reduce((sum, stride, axis) => sum + stride * (paddings[axis]?.[0] ?? 0), 0);
    const to = addressOf(tools, out);
    tools.simd.clear(to, sizeOf(shape) * bytesOf(x.dtype));
    tools.simd.moveRows(
      ...[addressOf(tools, x), to + first],
      ...three(x.shape.slice(0, last), 1),
      ...three(stridesOf(x).slice(0, last), 0),
      ...three(strides.slice(0, last), 0),
      (x.shape[last] ?? 1) * bytesOf(x.dtype),
    );
    return out;
  },
};

/** Keeps the last axis, as attention heads do, or moves all axes. */
export const transpose: TrainingKernel = {
  name: 'Transpose',
  run(tools, inputs, attributes, otherwise) {
    const { x } = inputs as Inputs<'x'>;
    const perm = attributes.perm as readonly number[];
    const last = perm.length - 1;
    const moved = perm.some((axis, i) => axis !== i);
    if (!hasNumbers(x)) return otherwise();
    if (!moved) return share(tools, x);
    if (x.shape.length > 4 || perm[last] !== last) return otherwise();
    const strides = stridesOf(x);
    const shape = perm.map((axis) => x.shape[axis] ?? 1);
    const out = tools.backend.makeOutput(shape, x.dtype);
    const outer = perm.slice(0, last);
    callSimd(
      tools,
      'moveRows',
      [x, out],
      ...three(
        outer.map((axis) => x.shape[axis] ?? 1),
        1,
      ),
      ...three(
        outer.map((axis) => strides[axis] ?? 0),
        0,
      ),
      ...three(stridesOf(out).slice(0, last), 0),
      (x.shape[last] ?? 1) * bytesOf(x.dtype),
    );
    return out;
  },
};
