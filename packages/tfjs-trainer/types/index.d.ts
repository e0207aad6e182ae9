export * from './module.js';

/**
 * Replaces the kernels of the WebAssembly backend, and adds those that training needs and the backend lacks.
 * Call it once, after `await tf.setBackend('wasm')`.
 *
 * @param tf namespace of `@tensorflow/tfjs` 4.22
 * @throws Error if another backend is active
 */
export function installKernels(tf: object): Promise<void>;
