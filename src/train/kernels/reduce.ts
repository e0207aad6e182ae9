/**
 * Sum and mean over neighbouring axes. The shipped kernels transpose the tensor first unless the axes are the last
 * ones; the gradient of every bias sums over the first.
 */
import { addressOf, type Inputs, sizeOf, type TrainingKernel } from './toolkit.ts';

function reduction(name: 'Sum' | 'Mean'): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { x } = inputs as Inputs<'x'>;
      const { axis, keepDims } = attributes as { axis: number | number[]; keepDims: boolean };
      const axes = tools.tf.util.parseAxisParam(axis, x.shape).sort((first, second) => first - second);
      const first = axes[0] ?? 0;
      const last = axes.at(-1) ?? -1;
      const neighbours = axes.length > 0 && last - first + 1 === axes.length;
      if (!neighbours || x.dtype !== 'float32' || sizeOf(x.shape) === 0) return otherwise();

      const before = x.shape.slice(0, first);
      const after = x.shape.slice(last + 1);
      const rows = sizeOf(x.shape.slice(first, last + 1));
      const middle = keepDims ? axes.map(() => 1) : [];
      const out = tools.backend.makeOutput([...before, ...middle, ...after], 'float32');
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
