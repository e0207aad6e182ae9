import { DIST } from './dist-folder.js';

/** Imports late, so that `require` takes this package too. @param {object} tf */
export async function installKernels(tf) {
  const kernels = await import(new URL('tfjs-kernels.js', DIST).href);
  await kernels.installKernels(tf);
}
