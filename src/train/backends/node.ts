/** TensorFlow.js on the native TensorFlow library, where the user has installed it. */
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tf } from '../kernels/toolkit.ts';

export const TFJS_NODE = '@tensorflow/tfjs-node';

export type TfjsNode =
  | { readonly tf: Tf; readonly version: string }
  | { readonly tf: undefined; readonly failure: string };

/** Where `npm run setup:native` builds the package, and where it is looked for. */
export function nativeFolder(): string {
  const { CONCLUSIVE_NATIVE, XDG_CACHE_HOME } = process.env;
  return CONCLUSIVE_NATIVE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'conclusive', 'native');
}

/** The package's entry: beside the module first, then beside Conclusive, then where it was built. Null where none has it. */
export function findTfjsNode(moduleFolder: string): string | null {
  const folders = [moduleFolder, dirname(fileURLToPath(import.meta.url)), nativeFolder()];
  for (const folder of folders) {
    try {
      return createRequire(join(folder, 'module.js')).resolve(TFJS_NODE);
    } catch {
      // Not installed there: the next place is tried, and the reason of the run says so where none has it.
    }
  }
  return null;
}

/** @param entry of the package: `findTfjsNode` */
export function loadTfjsNode(entry: string): TfjsNode {
  try {
    const require = createRequire(entry);
    prepareProcess(require);
    const tf = require(entry) as Tf & { version: { 'tfjs-node'?: string } };
    return { tf, version: `${tf.version.tfjs} (tfjs-node ${tf.version['tfjs-node'] ?? 'unknown'})` };
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n');
    return { tf: undefined, failure: `${TFJS_NODE} is installed but does not load: ${first}` };
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
