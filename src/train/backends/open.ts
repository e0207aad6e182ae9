/** Chooses and starts the TensorFlow.js backend of a run, and says why it is that one. */
import type { ModuleJob } from '../job.ts';
import type { Tf } from '../kernels/toolkit.ts';
import { UnusableModule } from '../worker/unusable-module.ts';
import { loadTfjsNode } from './node.ts';

export interface Backend {
  /** The one instance that the module, too, gets from its imports. */
  readonly tf: Tf;
  /** Package name -> what a module that imports it is given. */
  readonly provided: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
}

export async function openBackend(wanted: ModuleJob['backend'], moduleFolder: string): Promise<Backend> {
  if (wanted === 'wasm') return openEmbedded('the config asks for it');
  const native = loadTfjsNode(moduleFolder);
  if (native.tf !== undefined) {
    const reason = wanted === 'node' ? 'the config asks for it' : '@tensorflow/tfjs-node is installed';
    return describe(native.tf, 'node', reason, native.version);
  }
  if (wanted === 'node') {
    throw new UnusableModule(
      `backend: node needs @tensorflow/tfjs-node, but ${native.failure}; run npm install @tensorflow/tfjs-node beside the module, or set backend: auto`,
    );
  }
  return openEmbedded(native.failure);
}

async function openEmbedded(reason: string): Promise<Backend> {
  // Loaded only when it is used: the other backend brings its own TensorFlow.js.
  const { openWasm } = await import('./wasm.ts');
  const tf = await openWasm();
  return describe(tf, 'wasm', reason, tf.version.tfjs);
}

function describe(namespace: Tf, backend: 'wasm' | 'node', reason: string, version: string): Backend {
  const tf = asModule(namespace);
  return {
    tf,
    provided: {
      '@tensorflow/tfjs': tf,
      '@tensorflow/tfjs-core': tf,
      '@tensorflow/tfjs-layers': tf,
      '@tensorflow/tfjs-node': tf,
    },
    environment: {
      trainer: 'module',
      backend,
      backendReason: reason.slice(0, MAX_REASON_CHARS),
      tfjs: version,
      node: process.version,
    },
  };
}

/** What a run record takes. */
const MAX_REASON_CHARS = 200;

/**
 * A plain object with all exports. The loader copies a namespace that does not say that it is a transpiled ES module,
 * and then the module's `tf` would not be the context's.
 */
function asModule(namespace: Tf): Tf {
  const { default: _, ...exports } = namespace as Tf & { default?: unknown };
  Object.defineProperty(exports, '__esModule', { value: true });
  Object.defineProperty(exports, 'default', { get: () => exports });
  return exports as unknown as Tf;
}
