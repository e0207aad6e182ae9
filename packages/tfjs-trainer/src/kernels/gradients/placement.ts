import type * as tf from '@tensorflow/tfjs';
import { registerGradient, type Tf } from '../toolkit.ts';

export function registerPlacementGradients(t: Tf): void {
  registerGatherGradient(t);
  // Both shipped gradients fail for a single part.
  registerGradient(t, 'Unpack', [], (dy, _, { axis }: { axis: number }) => ({
    value: () => t.stack([dy].flat(), axis),
  }));
  registerGradient(t, 'SplitV', [], (dy, _, { axis }: { axis: number }) => ({
    x: () => t.concat([dy].flat(), axis),
  }));
}

function registerGatherGradient(t: Tf): void {
  const shipped = t.getGradient('GatherV2');
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const [x, indices] = saved as [tf.Tensor, tf.Tensor];
      const { axis, batchDims } = attributes as { axis: number; batchDims: number };
      const batches = batchDims < 0 ? batchDims + indices.shape.length : batchDims;
      const { x: derX } = shipped.gradFunc(dy, saved, attributes) as { x: () => tf.Tensor };
      return {
        x: batches === 0 ? derX : () => gatheredBack(t, dy as tf.Tensor, { x, indices, axis, batches }),
        indices: () => t.zeros(indices.shape),
      };
    },
  });
}

/** The shipped gradient supports one batch axis at most. */
function gatheredBack(
  t: Tf,
  dy: tf.Tensor,
  { x, indices, axis, batches }: { x: tf.Tensor; indices: tf.Tensor; axis: number; batches: number },
): tf.Tensor {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const { sizeFromShape } = t.util;
  const batch = sizeFromShape(x.shape.slice(0, batches));
  const outer = sizeFromShape(x.shape.slice(batches, at));
  const rows = x.shape[at] ?? 1;
  const inner = sizeFromShape(x.shape.slice(at + 1));
  const taken = sizeFromShape(indices.shape.slice(batches));
  const firstRows = t.mul(t.range(0, batch, 1, 'int32'), t.scalar(rows, 'int32'));
  const segments = t.add(t.reshape(indices, [batch, taken]), t.reshape(firstRows, [batch, 1]));
  const slopes = t.transpose(t.reshape(dy, [batch, outer, taken, inner]), [0, 2, 1, 3]);
  const sums = t.unsortedSegmentSum(
    t.reshape(slopes, [batch * taken, outer, inner]),
    t.reshape(segments, [batch * taken]),
    batch * rows,
  );
  const byBatch = t.transpose(t.reshape(sums, [batch, rows, outer, inner]), [0, 2, 1, 3]);
  return t.reshape(byBatch, x.shape);
}
