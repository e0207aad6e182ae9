/** Entry of products.wasm, compiled with relaxed SIMD for fused multiply-add. */
export { conv2d } from './convolution/conv2d';
export { winograd, winogradFilter } from './convolution/winograd';
export { batchMatMul, useWidePanels } from './gemm';
export { fusedDifference } from './tiles';
