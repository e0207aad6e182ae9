/** The shipped kernels transpose unless the axes are last, but every bias gradient sums over the first. */
import { addressOf, type Inputs, sizeOf, type TrainingKernel } from './toolkit.ts';

function reduction(name: 'Sum' | 'Mean'): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { x } = inputs as Inputs<'x'>;
      const { axis, keepDims } = attributes as { axis: number | number[]; keepDims: boolean };
      const axes = new Set(tools.tf.util.parseAxisParam(axis, x.shape));
      // Axes of length 1 count as reduced if that makes the others neighbours.
      const reduced = x.shape.map((_, i) => i).filter((i) => axes.has(i) && x.shape[i] !== 1);
      const first = reduced[0] ?? x.shape.length;
      const end = (reduced.at(-1) ?? first - 1) + 1;
      const gap = x.shape.slice(first, end).some((length, i) => length !== 1 && !axes.has(first + i));
      if (gap || axes.size === 0 || x.dtype !== 'float32' || sizeOf(x.shape) === 0) return otherwise();

      const before = x.shape.slice(0, first);
      const after = x.shape.slice(end);
      const rows = sizeOf(x.shape.slice(first, end));
      const shape = keepDims
        ? x.shape.map((length, i) => (axes.has(i) ? 1 : length))
        : x.shape.filter((_, i) => !axes.has(i));
      const out = tools.backend.makeOutput(shape, 'float32');
      const outer = sizeOf(before);
      const width = sizeOf(after);
      const scale = name === 'Mean' ? 1 / rows : 1;
      const from = addressOf(tools, x);
      const to = addressOf(tools, out);
      if (width === 1) tools.simd.sumLast(from, to, outer, rows, scale);
      else tools.simd.sumRows(from, to, outer, rows, width, scale);
      return out;
    },
  };
}

export const sum = reduction('Sum');
export const mean = reduction('Mean');
