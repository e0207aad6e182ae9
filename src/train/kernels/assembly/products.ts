/** Entry of products.wasm: the kernels that multiply matrices, compiled with relaxed SIMD, whose multiplication and addition are one. */
export { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from './convolution/conv2d';
export { winograd, winogradFilter } from './convolution/winograd';
export { batchMatMul, useWidePanels } from './gemm';
export { fusedDifference } from './tiles';
