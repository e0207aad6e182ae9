import { DIST } from './dist-folder.js';

export const { installKernels } = await import(new URL('tfjs-kernels.js', DIST).href);
