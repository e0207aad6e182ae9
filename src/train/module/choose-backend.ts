import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TFJS_NODE } from '../../../packages/tfjs-trainer/src/backends/node.ts';
import { UserError } from '../../config/user-error.ts';
import { canonicalJson } from '../../records/json.ts';
import { addChoices, readChoices, type TimedChoice } from './backend-choices.ts';
import { findNative, findTfjsNode, nativeFolder } from './find-tfjs-node.ts';

export interface BackendChoice {
  readonly backend: 'wasm' | 'native';
  /** A clause that the reader sees. */
  readonly reason: string;
  /** Null for the embedded backend, whose bytes are part of the worker. */
  readonly version: string | null;
  /** Entry of the native package. */
  readonly tfjsNode?: string;
}

export interface BackendRequest {
  readonly wanted: 'auto' | 'wasm' | 'native';
  /** Folder of the model module. */
  readonly folder: string;
  readonly output: string;
  /** All that decides what is timed, except the native library. */
  readonly timed: Readonly<Record<string, unknown>>;
  /** Milliseconds per step; null if no step ran, undefined if unknown for now. */
  readonly time:
    | ((backend: 'wasm' | 'native', tfjsNode: string) => Promise<number | null | undefined>)
    | null;
  /** Installs a missing native library. @returns its folder */
  readonly install?: (() => Promise<string>) | undefined;
}

const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/** A smaller gain might reverse in the next measurement. */
const LEAST_GAIN = 0.05;

/**
 * Chooses for the whole experiment: if each run chose, arms might be compared across backends.
 *
 * @throws UserError if the config asks for a backend that does not load
 */
export async function chooseBackend(request: BackendRequest): Promise<BackendChoice> {
  const { wanted, folder } = request;
  const wasm = (reason: string): BackendChoice => ({ backend: 'wasm', reason, version: null });
  if (wanted === 'wasm') return wasm('the config asks for it');
  const folders = [folder, OWN_FOLDER, nativeFolder()];
  const { install } = wanted === 'native' ? request : {};
  let library = await findNative(folders);
  if (library.entry === null && install !== undefined && (await findTfjsNode(folders)) === null)
    library = await findNative([await install()]);
  if (library.entry === null) {
    if (wanted === 'auto') return wasm(library.failure);
    throw new UserError(
      `trainer.backend: native needs ${TFJS_NODE}, but ${library.failure}; run npm install ${TFJS_NODE} next to the module, or set backend: auto`,
    );
  }
  const { entry: tfjsNode, version } = library;
  const native = (reason: string): BackendChoice => ({ backend: 'native', reason, version, tfjsNode });
  if (wanted === 'native') return native('the config asks for it');
  const choice = await timedChoice(request, tfjsNode, version);
  if (choice === null)
    return wasm('jobs that share an experiment do not time backends; name one in trainer.backend');
  const reason = describeTimes(choice);
  return choice.backend === 'native' ? native(reason) : wasm(reason);
}

/** @returns null if no choice is stored and timing is not allowed */
async function timedChoice(
  { output, time, ...request }: BackendRequest,
  tfjsNode: string,
  version: string,
): Promise<TimedChoice | null> {
  const timed = createHash('sha256')
    .update(canonicalJson({ ...request.timed, native: version }))
    .digest('hex');
  const kept = (await readChoices(output)).find((choice) => choice.timed === timed);
  if (kept !== undefined || time === null) return kept ?? null;
  const times = await Promise.all([time('wasm', tfjsNode), time('native', tfjsNode)]);
  const [wasm = null, native = null] = times;
  const isFaster = wasm !== null && native !== null && native < wasm * (1 - LEAST_GAIN);
  const choice: TimedChoice = { timed, backend: isFaster ? 'native' : 'wasm', stepMs: { wasm, native } };
  if (!times.includes(undefined)) await addChoices(output, [choice]);
  return choice;
}

/** Reports give a trainer one line. */
function describeTimes({ backend, stepMs: { wasm, native } }: TimedChoice): string {
  if (wasm === null || native === null) return `no step timed on ${wasm === null ? 'wasm' : 'native'}`;
  const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  return backend === 'native'
    ? `${ms(native)} a step, wasm ${ms(wasm)}`
    : `${ms(wasm)} a step, native ${ms(native)}`;
}
