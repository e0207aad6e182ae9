/** Entry of kernels.wasm. AssemblyScript, compiled by the build; its memory is the one of the TensorFlow.js wasm backend. */
export { adam } from './adam';
export { conv2dBackpropFilter, conv2dBackpropInput } from './conv2d';
export { depthwiseBackprop } from './depthwise';
export { erf, exp, select, tanh } from './elementwise';
export { batchMatMul } from './gemm';
export { gatherRows, repeatRows, segmentSum, sumLast, sumRows } from './rows';
