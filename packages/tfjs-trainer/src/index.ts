/** Entry of dist/tfjs-kernels.js: the kernels alone, for anyone's TensorFlow.js. */
import { fusesMultiplyAdd } from './kernels/fused-multiply-add.ts';
import { installKernels as install } from './kernels/install.ts';
import { type Tf, toolkitOf } from './kernels/toolkit.ts';
import { acceptIntegerLabels } from './worker/data/integer-labels.ts';

/** Its contract is in `types/index.d.ts`. */
export async function installKernels(tf: Tf): Promise<void> {
  if (tf.getBackend() !== 'wasm')
    throw new Error(
      `the backend is ${tf.getBackend() || 'not set'}, and the kernels are for WebAssembly; import @tensorflow/tfjs-backend-wasm and await tf.setBackend('wasm') first`,
    );
  if (toolkitOf(tf) !== undefined) return;
  await install(tf, await fusesMultiplyAdd());
  acceptIntegerLabels(tf);
}
