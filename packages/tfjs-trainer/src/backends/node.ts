import { createRequire } from 'node:module';
import type { Tf } from '../kernels/toolkit.ts';

export const TFJS_NODE = '@tensorflow/tfjs-node';
export const TFJS_NODE_GPU = '@tensorflow/tfjs-node-gpu';

export type TfjsNode =
  | { readonly tf: Tf; readonly version: string; readonly usesGpu: boolean }
  | { readonly tf: undefined; readonly failure: string };

/**
 * Only for workers: its settings hold for the whole process.
 *
 * @param entry of the package
 */
export function loadTfjsNode(entry: string): TfjsNode {
  try {
    const require = createRequire(entry);
    prepareProcess(require);
    const tf = require(entry) as Tf & { version: { 'tfjs-node'?: string } };
    // `setup:native` may have linked another version than the package has.
    const { TF_Version } = (tf.backend() as unknown as { binding: { TF_Version: string } }).binding;
    const isOnGpu = usesGpu(tf);
    return {
      tf,
      version: `${tf.version.tfjs} (tfjs-node ${tf.version['tfjs-node'] ?? 'unknown'}, TensorFlow ${TF_Version}${isOnGpu ? ', GPU' : ''})`,
      usesGpu: isOnGpu,
    };
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n');
    return { tf: undefined, failure: first };
  }
}

export function usesGpu(tf: Tf): boolean {
  return (tf.backend() as { isUsingGpuDevice?: unknown }).isUsingGpuDevice === true;
}

function prepareProcess(require: NodeJS.Require): void {
  // libtensorflow reads it on load; one run uses one core.
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  process.env.TF_NUM_INTEROP_THREADS = '1';
  process.env.TF_DETERMINISTIC_OPS = '1';
  // The default depends on the processor; oneDNN speeds up large products.
  process.env.TF_ENABLE_ONEDNN_OPTS = '1';
  // Otherwise the first of several runs takes all GPU memory.
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Node 23 removed two functions that tfjs-node 4.22 calls (tensorflow/tfjs#8609).
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
