/** Which backend the runs of an experiment will train on, known before the first of them is planned. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../config/user-error.ts';
import { findTfjsNode, nativeFolder, type Probe, probeTfjsNode } from './find-tfjs-node.ts';
import { TFJS_NODE } from './node.ts';

export interface BackendChoice {
  readonly backend: 'wasm' | 'node';
  /** One clause for the reader. */
  readonly reason: string;
  /** Of the native library; null for the embedded backend, whose bytes are part of the worker. */
  readonly version: string | null;
  /** Entry of the native library's package. */
  readonly tfjsNode?: string;
}

const NOT_INSTALLED: Probe = { version: null, failure: `${TFJS_NODE} is not installed` };

/**
 * The choice belongs to the whole experiment: if every run chose for itself, two arms could be compared across
 * backends, and a record would not be known by what trained it.
 *
 * @param folder of the model module
 * @throws UserError where the config asks for a backend that does not load
 */
export async function chooseBackend(
  wanted: 'auto' | 'wasm' | 'node',
  folder: string,
): Promise<BackendChoice> {
  if (wanted === 'wasm') return { backend: 'wasm', reason: 'the config asks for it', version: null };
  const tfjsNode = findTfjsNode([folder, dirname(fileURLToPath(import.meta.url)), nativeFolder()]);
  const probed = tfjsNode === null ? NOT_INSTALLED : await probeTfjsNode(tfjsNode);
  if (tfjsNode !== null && probed.version !== null) {
    const reason = wanted === 'node' ? 'the config asks for it' : `${TFJS_NODE} is installed`;
    return { backend: 'node', reason, version: probed.version, tfjsNode };
  }
  if (wanted === 'auto') return { backend: 'wasm', reason: probed.failure, version: null };
  throw new UserError(
    `trainer.backend: node needs ${TFJS_NODE}, but ${probed.failure}; run npm install ${TFJS_NODE} beside the module, or set backend: auto`,
  );
}
