/** Makes tfjs-node fit for training. */
import type { backend_util, KernelBackend } from '@tensorflow/tfjs';
import { registerMissing } from '../kernels/fallback.ts';
import { registerGradients } from '../kernels/gradients/gradients.ts';
import { acceptIntegerLabels } from '../worker/data/integer-labels.ts';
import { type NativeBackend, useNativeKernels } from './native-kernels.ts';
import { loadTfjsNode, type TfjsNode } from './node.ts';

const BACKEND = 'tensorflow';

/** @param entry of the package */
export function openNative(entry: string): TfjsNode {
  const loaded = loadTfjsNode(entry);
  const { tf } = loaded;
  if (tf === undefined) return loaded;
  const backend = tf.backend() as KernelBackend;
  registerMissing(tf, BACKEND, {
    readSync: (dataId) => backend.readSync(dataId),
    makeOutput: (shape, dtype, _, values) => ({
      dataId: backend.write(values as backend_util.BackendValues, shape, dtype),
      shape,
      dtype,
    }),
  });
  registerGradients(tf);
  acceptIntegerLabels(tf);
  useNativeKernels(tf, BACKEND, backend as unknown as NativeBackend);
  return loaded;
}
