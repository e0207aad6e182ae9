/** Entry of products.wasm: the kernels that multiply matrices, compiled with relaxed SIMD, whose multiplication and addition are one. */
export { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from './conv2d';
export { batchMatMul, useWidePanels } from './gemm';
export { fusedDifference } from './tiles';
