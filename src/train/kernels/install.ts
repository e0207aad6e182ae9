/** Makes the TensorFlow.js wasm backend fit for training: adds the kernels that it lacks and replaces the slow ones. */
import type { NamedAttrMap } from '@tensorflow/tfjs';
import { add, cast, divide, identity, multiply, subtract } from './arithmetic.ts';
import { products } from './batch-matmul.ts';
import { clipByValue, rectified, relu, relu6 } from './clip.ts';
import {
  conv2dBackpropFilter,
  conv2dBackpropInput,
  convolutions,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
} from './convolution.ts';
import { corrections } from './corrections.ts';
import { erf, exp, fusedBatchNorm, rsqrt, select, tanh } from './elementwise.ts';
import { useLeanMemory } from './engine/memory.ts';
import { useLeanDispatch } from './engine/run-kernel.ts';
import { useLeanScopes } from './engine/scopes.ts';
import { useLeanTape } from './engine/tape.ts';
import { type Kernel, plainKernel, registerMissing } from './fallback.ts';
import { useAdamKernel } from './fused/adam.ts';
import { clipGradient, useClipGradient } from './fused/clip-gradient.ts';
import { crossEntropy, crossEntropyGradient, useCrossEntropy } from './fused/cross-entropy.ts';
import { layerNorm, layerNormGradient, useLayerNormKernel } from './fused/layer-norm.ts';
import { reluGradient, useReluGradient } from './fused/rectifier.ts';
import { softmax, softmaxGradient, useSoftmaxGradient } from './fused/softmax.ts';
import { registerGradients } from './gradients/gradients.ts';
import { maxPoolBackprop } from './max-pool.ts';
import { maxPool3dBackprop } from './max-pool-3d.ts';
import { mean, sum } from './reduce.ts';
import { gather, pad, tile, transpose, unsortedSegmentSum } from './rows.ts';
import { loadSimdKernels, SCRATCH_BYTES } from './simd.ts';
import type { Inputs, Tf, Toolkit, TrainingKernel, WasmBackend } from './toolkit.ts';

const KERNELS: readonly TrainingKernel[] = [
  // First, since others build on kernels that these correct; then those that a rectifier goes on top of.
  ...corrections,
  ...convolutions,
  ...products,
  ...rectified,
  add,
  cast,
  clipByValue,
  clipGradient,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  crossEntropy,
  crossEntropyGradient,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  divide,
  erf,
  exp,
  fusedBatchNorm,
  gather,
  identity,
  layerNorm,
  layerNormGradient,
  maxPool3dBackprop,
  maxPoolBackprop,
  mean,
  multiply,
  pad,
  relu,
  relu6,
  reluGradient,
  rsqrt,
  select,
  softmax,
  softmaxGradient,
  subtract,
  sum,
  tanh,
  tile,
  transpose,
  unsortedSegmentSum,
];

/** Call once, after `setBackend('wasm')`. */
export async function installKernels(t: Tf, fused: boolean): Promise<void> {
  const backend = t.backend() as unknown as WasmBackend;
  const tools: Toolkit = {
    tf: t,
    backend,
    simd: await loadSimdKernels(backend.wasm.asm.memory, fused),
    scratch: backend.wasm._malloc(SCRATCH_BYTES),
    watcher: null,
  };
  backend.toolkit = tools;
  for (const kernel of KERNELS) replace(tools, kernel);
  registerMissing(t, 'wasm', backend);
  registerGradients(t);
  useAdamKernel(tools);
  useClipGradient(t);
  useCrossEntropy(t);
  useLayerNormKernel(t);
  useReluGradient(t);
  useSoftmaxGradient(t);
  useLeanMemory(tools);
  useLeanScopes(t);
  useLeanDispatch(tools);
  useLeanTape(t);
}

function replace(tools: Toolkit, kernel: TrainingKernel): void {
  const shipped = tools.tf.getKernel(kernel.name, 'wasm') ?? undefined;
  const rest: Kernel | undefined =
    shipped === undefined
      ? plainKernel(tools.tf, tools.backend, kernel.name)
      : (call) => shipped.kernelFunc({ ...call, backend: tools.backend });
  if (shipped !== undefined) tools.tf.unregisterKernel(kernel.name, 'wasm');
  tools.tf.registerKernel({
    kernelName: kernel.name,
    backendName: 'wasm',
    // Setting the backend again would call it, and `rest` relies on what it binds.
    ...(shipped?.setupFunc === undefined ? {} : { setupFunc: shipped.setupFunc }),
    kernelFunc: ({ inputs, attrs }) =>
      kernel.run(tools, inputs as Inputs<string>, attrs ?? {}, (changed = attrs ?? {}) => {
        if (rest === undefined) throw new Error(`${kernel.name} does not support these inputs`);
        return rest({ inputs, attrs: changed as NamedAttrMap });
      }),
  });
}
