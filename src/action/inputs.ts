import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../config/user-error.ts';
import {
  COMMENT_MODES,
  type CommentMode,
  type DestinationInputs,
  MODES,
  type Mode,
} from '../github/publish/destination.ts';
import { DEFAULT_WAVES, MAX_SHARDS, parseShard, type Shard } from '../plan/runs/plan-waves.ts';

export const INPUTS = [
  'mode',
  'config',
  'token',
  'comment',
  'check',
  'accepted-label',
  'base',
  'head',
  'working-directory',
  'output-directory',
  'parallel',
  'cache',
  'artifact',
  'shards',
  'shard',
  'wave',
  'waves',
  'records',
] as const;
export type Input = (typeof INPUTS)[number];

export interface ConfigPlaceInputs extends DestinationInputs {
  readonly workingDirectory: string;
}

export interface ActionInputs extends ConfigPlaceInputs {
  readonly comment: CommentMode;
  readonly acceptedLabel: string;
  /** Default: the event's. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly outputDirectory: string | undefined;
  readonly parallel: number | undefined;
  /** A path is a folder of the runner. */
  readonly cache: boolean | string;
  readonly artifact: boolean;
  readonly shards: number;
  /** This job's part; null outside mode `train`. */
  readonly shard: Shard | null;
  /** Default: the next wave that the records lack. */
  readonly wave: number | 'checks' | undefined;
  readonly waves: number;
  /** Default: artifacts of this workflow run. */
  readonly records: string | undefined;
}

const MAX_PARALLEL = 256;
const MAX_WAVES = 100;
const DEFAULT_SHARDS = 8;

type GetInput = (name: Input) => string;

/** Accepts any value, so that a failure can still be reported. */
export function readPlace(getInput: GetInput): ConfigPlaceInputs {
  return {
    config: getInput('config') || 'conclusive.yml',
    workingDirectory: getInput('working-directory') || '.',
    token: getInput('token'),
    // An own head is another commit than the event's.
    check: getInput('check') !== 'false' && getInput('head') === '',
    mode: MODES.find((mode) => mode === getInput('mode')) ?? 'measure',
  };
}

export function readInputs(getInput: GetInput): ActionInputs {
  const mode = oneOf('mode', MODES, getInput('mode') || 'measure');
  return {
    ...readPlace(getInput),
    mode,
    check: isWanted('check', getInput('check') || 'true') && getInput('head') === '',
    comment: oneOf('comment', COMMENT_MODES, getInput('comment') || 'always'),
    acceptedLabel: acceptedLabel(getInput('accepted-label') || 'conclusive: accepted'),
    base: getInput('base') || undefined,
    head: getInput('head') || undefined,
    outputDirectory: getInput('output-directory') || undefined,
    parallel: getInput('parallel') === '' ? undefined : count('parallel', getInput('parallel'), MAX_PARALLEL),
    cache: cache(getInput('cache') || 'true'),
    artifact: isWanted('artifact', getInput('artifact') || 'true'),
    shards: count('shards', getInput('shards') || String(DEFAULT_SHARDS), MAX_SHARDS),
    shard: shard(getInput('shard'), mode),
    wave: wave(getInput('wave')),
    waves: count('waves', getInput('waves') || String(DEFAULT_WAVES), MAX_WAVES),
    records: getInput('records') || undefined,
  };
}

function oneOf<Value extends string>(input: Input, allowed: readonly Value[], value: string): Value {
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  throw new UserError(`input "${input}" is "${value}"; allowed: ${allowed.join(', ')}`);
}

function acceptedLabel(value: string): string {
  return value === 'none' ? '' : value;
}

function isWanted(input: Input, value: string): boolean {
  return oneOf(input, ['true', 'false'], value) === 'true';
}

function cache(value: string): boolean | string {
  if (isAbsolute(value)) return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`input "cache" is "${value}"; allowed: true, false, or an absolute path on the runner`);
}

function count(input: Input, value: string, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
  throw new UserError(`input "${input}" is "${value}"; allowed: a whole number from 1 to ${most}`);
}

function shard(value: string, mode: Mode): Shard | null {
  if (mode !== 'train' && value === '') return null;
  if (mode !== 'train')
    throw new UserError(
      `input "shard" is "${value}" and "mode" is "${mode}", which does not train a part; set "mode: train"`,
    );
  const found = parseShard(value);
  if (found !== null) return found;
  throw new UserError(
    `input "shard" is "${value}"; with "mode: train" it says which job this is: i/n, such as 2/8 for the second of eight, up to ${MAX_SHARDS}`,
  );
}

function wave(value: string): ActionInputs['wave'] {
  if (value === '') return undefined;
  if (value === 'checks') return value;
  if (/^\d{1,3}$/.test(value) && Number(value) >= 1) return Number(value);
  throw new UserError(`input "wave" is "${value}"; allowed: the output "wave" of mode plan`);
}

/** Whether base or head is not the event's. */
export function isByHand({ head, base }: ActionInputs): boolean {
  return head !== undefined || base !== undefined;
}

/** @throws UserError if it is missing, or nothing has been checked out */
export async function assertWorkingDirectory(workspace: string, workingDirectory: string): Promise<void> {
  const isFolder = await stat(resolve(workspace, workingDirectory)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const isEmpty = (await readdir(workspace).catch(() => [])).length === 0;
  if (isEmpty)
    throw new UserError(
      'the workspace is empty, because nothing was checked out; add "- uses: actions/checkout" before this step',
    );
  if (!isFolder)
    throw new UserError(
      `input "working-directory" is "${workingDirectory}", which is not a folder of the checkout; give a path relative to its root`,
    );
}
