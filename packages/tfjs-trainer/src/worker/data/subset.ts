import type * as tf from '@tensorflow/tfjs';
import { type Random, randomInteger } from '../../../../../src/stats/random.ts';
import type { Examples } from '../../../types/module.d.ts';
import type { ModuleJob } from '../job.ts';
import type { Streams } from '../streams.ts';

export function trainingSubset(
  count: number,
  { vary, data }: Pick<ModuleJob, 'vary' | 'data'>,
  streams: Pick<Streams, 'data'>,
): Int32Array {
  if (!vary.includes('data')) return Int32Array.from({ length: count }, (_, index) => index);
  return drawSubset(count, data, streams.data());
}

/** Indices in ascending order, since order is another source of variation. They depend on seed and count alone. */
export function drawSubset(count: number, how: ModuleJob['data'], random: Random): Int32Array {
  const drawn =
    how === 'bootstrap'
      ? Int32Array.from({ length: count }, () => randomInteger(random, count))
      : withoutReplacement(count, Math.max(1, Math.round(count * how)), random);
  return drawn.sort();
}

/** The first `size` places of a Fisher–Yates shuffle. */
function withoutReplacement(count: number, size: number, random: Random): Int32Array {
  const indices = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const j = i + randomInteger(random, count - i);
    const kept = indices[i] ?? 0;
    indices[i] = indices[j] ?? 0;
    indices[j] = kept;
  }
  return indices.slice(0, size);
}

/** Disposes of the whole split's tensors, except shared ones. */
export function takeExamples(
  t: typeof tf,
  examples: Examples,
  indices: Int32Array,
  shared: ReadonlySet<tf.Tensor> = new Set(),
): Examples {
  const take = (tensor: tf.Tensor): tf.Tensor => {
    const taken = t.tidy(() => t.gather(tensor, t.tensor1d(indices, 'int32')));
    if (!shared.has(tensor)) tensor.dispose();
    return taken;
  };
  return {
    xs: Array.isArray(examples.xs) ? examples.xs.map(take) : take(examples.xs),
    ys: take(examples.ys),
    ...(examples.ids === undefined ? {} : { ids: Array.from(indices, (i) => examples.ids?.[i] ?? '') }),
    ...(examples.show === undefined ? {} : { show: Array.from(indices, (i) => examples.show?.[i] ?? '') }),
  };
}
