import type * as tf from '@tensorflow/tfjs';
import { add, cast, divide, identity, maximum, minimum, multiply, subtract } from './arithmetic.ts';
import { products } from './batch-matmul.ts';
import {
  activated,
  clipByValue,
  clipGradient,
  relu,
  relu6,
  reluGradient,
  useClipGradient,
  useReluGradient,
} from './clip.ts';
import { convolutionGradients, convolutions } from './convolution.ts';
import { erf, exp, fusedBatchNorm, rsqrt, select, tanh } from './elementwise.ts';
import { useLeanMemory } from './engine/memory.ts';
import { useLeanDispatch } from './engine/run-kernel.ts';
import { useLeanScopes } from './engine/scopes.ts';
import { useLeanTape } from './engine/tape.ts';
import { type Kernel, plainKernel, registerMissing } from './fallback.ts';
import { useAdamKernel } from './fused/adam.ts';
import { crossEntropy, crossEntropyGradient, useCrossEntropy } from './fused/cross-entropy.ts';
import { layerNorm, layerNormGradient, useLayerNormKernel } from './fused/layer-norm.ts';
import { softmax, softmaxGradient, useSoftmaxGradient } from './fused/softmax.ts';
import { registerGradients } from './gradients/gradients.ts';
import { maxPool3dBackprop, maxPoolBackprop } from './max-pool.ts';
import { mean, sum } from './reduce.ts';
import { gather, pad, tile, transpose, unsortedSegmentSum } from './rows.ts';
import { loadSimdKernels, SCRATCH_BYTES } from './simd.ts';
import type { Inputs, Tf, Toolkit, TrainingKernel, WasmBackend } from './toolkit.ts';
import { VERIFIED } from './verified.ts';

const KERNELS: readonly TrainingKernel[] = [
  // Convolutions come first, because activations wrap them.
  ...convolutions,
  ...products,
  ...activated,
  add,
  cast,
  clipByValue,
  clipGradient,
  ...convolutionGradients,
  crossEntropy,
  crossEntropyGradient,
  divide,
  erf,
  exp,
  fusedBatchNorm,
  gather,
  identity,
  layerNorm,
  layerNormGradient,
  maximum,
  maxPool3dBackprop,
  maxPoolBackprop,
  mean,
  minimum,
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

/**
 * Call it once, after `setBackend('wasm')`.
 *
 * @param lean replaces the engine by a leaner one, which replayed steps need
 */
export async function installKernels(t: Tf, fused: boolean, lean = true): Promise<void> {
  const backend = t.backend() as unknown as WasmBackend;
  const tools: Toolkit = {
    tf: t,
    backend,
    simd: await loadSimdKernels(backend.wasm.asm.memory, fused),
    scratch: backend.wasm._malloc(SCRATCH_BYTES),
    watcher: null,
  };
  backend.toolkit = tools;
  for (const { kernelName } of t.getKernelsForBackend('wasm')) guard(tools, kernelName);
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
  if (!lean) return;
  useLeanScopes(t);
  useLeanDispatch(tools);
  useLeanTape(t);
}

/** Uses a shipped kernel for verified inputs, else the plain one. */
function guard({ tf: t, backend }: Toolkit, kernelName: string): void {
  const { kernelFunc: shipped } = t.getKernel(kernelName, 'wasm');
  const isVerified = VERIFIED[kernelName] ?? (() => false);
  const plain = plainKernel(t, backend, kernelName) ?? refuse(kernelName);
  override(t, kernelName, (call) =>
    isVerified(call.inputs as Inputs<string>, call.attrs ?? {}) ? shipped(call) : plain(call),
  );
}

function replace(tools: Toolkit, { name, run }: TrainingKernel): void {
  const { tf: t, backend } = tools;
  const rest: tf.KernelFunc =
    t.getKernel(name, 'wasm')?.kernelFunc ?? plainKernel(t, backend, name) ?? refuse(name);
  override(t, name, ({ inputs, attrs }) =>
    run(
      tools,
      inputs as Inputs<string>,
      attrs ?? {},
      (changed = attrs ?? {}, others = inputs as Inputs<string>) =>
        rest({ inputs: others, attrs: changed as tf.NamedAttrMap, backend }),
    ),
  );
}

function refuse(name: string): Kernel {
  return () => {
    throw new Error(`${name} does not support these inputs`);
  };
}

function override(t: Tf, kernelName: string, kernelFunc: tf.KernelFunc): void {
  const before = t.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (before !== undefined) t.unregisterKernel(kernelName, 'wasm');
  // Setting the backend again would repeat its setup and break bindings of shipped kernels.
  t.registerKernel({ ...before, kernelName, backendName: 'wasm', kernelFunc });
}
