import type { Tf } from '../kernels/toolkit.ts';
import type { ModuleJob } from '../worker/job.ts';
import { UnusableModule } from '../worker/unusable-module.ts';
import { openNative } from './native.ts';
import { TFJS_NODE, TFJS_NODE_GPU } from './node.ts';

export interface Backend {
  /** The module's imports get the same instance. */
  readonly tf: Tf;
  /** Maps package names to what their imports return. */
  readonly provided: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
}

export async function openBackend({
  backend,
  fused,
  shortcuts = false,
  tfjsNode,
}: Pick<ModuleJob, 'backend' | 'fused' | 'shortcuts' | 'tfjsNode'>): Promise<Backend> {
  if (backend === 'wasm') {
    // The other backend has its own TensorFlow.js.
    const { openWasm } = await import('./wasm.ts');
    const tf = await openWasm(fused, shortcuts);
    return describe(tf, backend, tf.version.tfjs);
  }
  if (tfjsNode === undefined) throw new UnusableModule(`backend native: ${TFJS_NODE} is not installed`);
  const native = openNative(tfjsNode);
  if (native.tf === undefined)
    throw new UnusableModule(`backend native: ${tfjsNode} does not load: ${native.failure}`);
  return describe(native.tf, backend, native.version);
}

function describe(namespace: Tf, backend: 'wasm' | 'native', version: string): Backend {
  const tf = asModule(namespace);
  return {
    tf,
    provided: {
      '@tensorflow/tfjs': tf,
      '@tensorflow/tfjs-core': tf,
      '@tensorflow/tfjs-layers': tf,
      [TFJS_NODE]: tf,
      [TFJS_NODE_GPU]: tf,
    },
    environment: {
      trainer: 'module',
      backend,
      tfjs: version,
      node: process.version,
    },
  };
}

/** The loader would copy a namespace without `__esModule`, so that the module's `tf` would differ from its context's. */
function asModule(namespace: Tf): Tf {
  const { default: _, ...exports } = namespace as Tf & { default?: unknown };
  Object.defineProperty(exports, '__esModule', { value: true });
  Object.defineProperty(exports, 'default', { get: () => exports });
  return exports as unknown as Tf;
}
