/** TensorFlow.js on the native TensorFlow library, where the user has installed it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Tf } from '../kernels/toolkit.ts';

export const TFJS_NODE = '@tensorflow/tfjs-node';

export type TfjsNode =
  | { readonly tf: Tf; readonly version: string }
  | { readonly tf: undefined; readonly failure: string };

/** A `require` that resolves the package: beside the module first, then beside Conclusive. Null where neither has it. */
export function findTfjsNode(moduleFolder: string): NodeJS.Require | null {
  const requires = [createRequire(join(moduleFolder, 'module.js')), createRequire(import.meta.url)];
  return requires.find((candidate) => canResolve(candidate)) ?? null;
}

export function loadTfjsNode(moduleFolder: string): TfjsNode {
  const require = findTfjsNode(moduleFolder);
  if (require === null) return { tf: undefined, failure: `${TFJS_NODE} is not installed` };
  try {
    prepareProcess(require);
    const tf = require(TFJS_NODE) as Tf & { version: { 'tfjs-node'?: string } };
    return { tf, version: `${tf.version.tfjs} (tfjs-node ${tf.version['tfjs-node'] ?? 'unknown'})` };
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n');
    return { tf: undefined, failure: `${TFJS_NODE} is installed but does not load: ${first}` };
  }
}

function canResolve(require: NodeJS.Require): boolean {
  try {
    require.resolve(TFJS_NODE);
    return true;
  } catch {
    // Not installed there: the next place is tried, and the reason of the run says so where none has it.
    return false;
  }
}

function prepareProcess(require: NodeJS.Require): void {
  // Read by libtensorflow when it is loaded. One run is one core's work.
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  process.env.TF_NUM_INTEROP_THREADS = '1';
  process.env.TF_DETERMINISTIC_OPS = '1';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Node 23 removed two functions that tfjs-node 4.22 calls (tensorflow/tfjs#8609).
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
