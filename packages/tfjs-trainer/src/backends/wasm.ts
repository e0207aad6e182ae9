import { dirname, join } from 'node:path';
import * as tfjs from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { fusesMultiplyAdd } from '../kernels/fused-multiply-add.ts';
import { installKernels } from '../kernels/install.ts';
import { type Tf, toolkitOf } from '../kernels/toolkit.ts';
import { acceptIntegerLabels } from '../worker/data/integer-labels.ts';
import { assetPath } from './assets.ts';

const BINARY = 'tfjs-backend-wasm-simd.wasm';

let isOpen = false;

/**
 * @param fused whether products use fused multiply-add; default: if this machine can
 * @param lean see `installKernels`
 */
export async function openWasm(fused?: boolean, lean?: boolean): Promise<Tf> {
  // A run uses one core; the threaded binary would also need a worker pool.
  tfjs.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tfjs.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new Error(
      'the wasm backend needs a processor with SIMD (SSE4.1 or NEON), but this machine has none',
    );
  }
  // A map of paths would have to name the two binaries that are not shipped.
  setWasmPaths(join(dirname(assetPath(BINARY)), '/'));
  if (!(await tfjs.setBackend('wasm'))) throw new Error(`the wasm backend did not start from ${BINARY}`);
  if (!isOpen) {
    await installKernels(tfjs, fused ?? (await fusesMultiplyAdd()), lean);
    acceptIntegerLabels(tfjs);
    isOpen = true;
  }
  if (toolkitOf(tfjs) === undefined) throw new Error('an earlier run has replaced the wasm backend');
  return tfjs;
}
