/** Which backend the runs of an experiment will train on, known before the first of them is planned. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../../config/user-error.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { workerPath } from '../trainers/worker-command.ts';
import { findTfjsNode, TFJS_NODE } from './node.ts';

export interface BackendChoice {
  readonly backend: 'wasm' | 'node';
  /** One clause for the reader. */
  readonly reason: string;
  /** Of the native library; null for the embedded backend, whose bytes are part of the worker. */
  readonly version: string | null;
  /** Entry of the native library's package. */
  readonly tfjsNode?: string;
}

const PROBE_TIMEOUT_MS = 60_000;

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
  const probed = await probe(folder);
  if (probed.version !== null) {
    const reason = wanted === 'node' ? 'the config asks for it' : `${TFJS_NODE} is installed`;
    return { backend: 'node', reason, version: probed.version, tfjsNode: probed.entry };
  }
  if (wanted === 'auto') return { backend: 'wasm', reason: probed.failure, version: null };
  throw new UserError(
    `trainer.backend: node needs ${TFJS_NODE}, but ${probed.failure}; run npm install ${TFJS_NODE} beside the module, or set backend: auto`,
  );
}

type Probe =
  | { readonly version: string; readonly entry: string }
  | { readonly version: null; readonly failure: string };

/** Looks for the package here and loads it in a process of its own: a native library that crashes must not take us along. */
async function probe(folder: string): Promise<Probe> {
  const entry = findTfjsNode(folder);
  if (entry === null) return { version: null, failure: `${TFJS_NODE} is not installed` };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [workerPath(), '--probe', entry], {
      env: trainingEnvironment(process.env, {}),
      timeout: PROBE_TIMEOUT_MS,
    });
    const probed = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Omit<Probe, 'entry'>;
    return { ...probed, entry } as Probe;
  } catch (error) {
    return {
      version: null,
      failure: `${TFJS_NODE} is installed but does not load: ${(error as Error).message.split('\n')[0]}`,
    };
  }
}
