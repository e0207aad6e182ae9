/** Every name of the installed TensorFlow.js is decided on: a new version's names are refused until somebody has looked at them. */
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { isMethod, OPERATIONS, TENSOR_METHODS } from '../../../../src/train/worker/repeatable/names.ts';

/** They read or keep a state, look at values, draw random numbers, or are for code that is no part of a step. */
const REFUSED = `
  AdadeltaOptimizer AdagradOptimizer AdamOptimizer AdamaxOptimizer Callback CallbackList CustomCallback DataStorage EarlyStopping Environment
  GPGPUContext GraphModel History InputSpec KernelBackend LayerVariable LayersModel MathBackendCPU MathBackendWebGL MomentumOptimizer
  Optimizer OptimizerConstructors RMSPropOptimizer RNN SGDOptimizer Sequential SymbolicTensor TensorBuffer Variable backend basicLSTMCell
  bincount bitwiseAnd booleanMaskAsync buffer complex copyRegisteredKernels cosineWindow denseBincount deprecationWarn deregisterOp
  disableDeprecationWarnings dispose disposeVariables enableDebugMode enableProdMode enclosingPowerOfTwo engine ensureShape env findBackend
  findBackendFactory forceHalfFloat getBackend getGradient getKernel getKernelsForBackend grad grads inTopKAsync input keep loadGraphModel
  loadGraphModelSync loadLayersModel lowerBound maxPoolWithArgmax memory model movingAverage multiRNNCell multinomial nextFrame op print
  profile raggedGather raggedRange raggedTensorToTensor rand randomGamma randomNormal randomStandardNormal randomUniform randomUniformInt
  ready registerBackend registerCallbackConstructor registerGradient registerKernel registerOp removeBackend scatterND searchSorted sequential
  setBackend setPlatform setWebGLContext setdiff1dAsync sparseToDense sumOutType tensorScatterUpdate time train truncatedNormal unique
  unregisterGradient unregisterKernel upcastType upperBound valueAndGrad valueAndGrads variable variableGrads whereAsync`;
const REFUSED_OF_TENSORS = `
  array arraySync buffer bufferSync bytes constructor data dataSync dataToGPU dispose isDisposed print rank throwIfDisposed toString unique
  variable`;

const words = (text: string) => text.trim().split(/\s+/).sort();

test('each function of TensorFlow.js is either repeatable or refused', () => {
  const functions = Object.entries(tf).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : [],
  );
  expect(functions.filter((name) => !OPERATIONS.has(name)).sort()).toEqual(words(REFUSED));
});

test('each method of a tensor is either repeatable or refused', () => {
  const methods = Object.getOwnPropertyNames(tf.Tensor.prototype);
  expect(methods.filter((name) => !isMethod(name)).sort()).toEqual(words(REFUSED_OF_TENSORS));
  expect([...TENSOR_METHODS].filter((name) => !methods.includes(name))).toEqual([]);
});

test('each operation is there', () => {
  const missing = [...OPERATIONS].filter(
    (name) =>
      typeof name
        .split('.')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], tf) !==
      'function',
  );
  expect(missing).toEqual([]);
});
