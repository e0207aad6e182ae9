/** Entry of kernels.wasm, which uses the memory of the TensorFlow.js wasm backend. */
export { adam } from './adam';
export { arithmetic } from './arithmetic';
export { batchNorm } from './batch-norm';
export { conv2d } from './convolution/conv2d';
export { depthwiseBackprop } from './convolution/depthwise';
export { winograd, winogradFilter } from './convolution/winograd';
export { boundedShares, crossEntropy, crossEntropyGradient } from './cross-entropy';
export { clip, clipGradient, erf, exp, reluGradient, rsqrt, select, tanh } from './elementwise';
export { batchMatMul } from './gemm';
export { layerNorm } from './layer-norm';
export { layerNormGradient } from './layer-norm-gradient';
export { maxPoolBackprop } from './max-pool';
export { clear, gatherRows, moveRows, repeatRows, segmentSum } from './rows';
export { softmax, softmaxGradient } from './softmax';
export { sumLast, sumRows } from './sums';
