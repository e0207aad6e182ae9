import { isAbsolute } from 'node:path';
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
  /** '' honours no label. */
  readonly acceptedLabel: string;
  /** Absent: what the event says. */
  readonly base?: string;
  readonly head?: string;
  readonly outputDirectory?: string;
  /** Absent: what the config says. */
  readonly parallel?: number;
  /** Whether records are kept for, and taken from, other runs; a path: in this folder of the runner. */
  readonly cache: boolean | string;
  /** Whether records and report are uploaded. */
  readonly artifact: boolean;
  /** Jobs that train a wave. */
  readonly shards: number;
  /** Which of them this is; null in every mode but `train`. */
  readonly shard: Shard | null;
  /** Absent: what the records leave to be trained next. */
  readonly wave?: number | 'checks';
  readonly waves: number;
  /** Folder with the records of other jobs; absent: the artifacts of this workflow run. */
  readonly records?: string;
}

const MAX_PARALLEL = 256;
const MAX_WAVES = 100;
const DEFAULT_SHARDS = 8;

type GetInput = (name: Input) => string;

/** Any value is taken, so that a failure can be told where other inputs are wrong. */
export function readPlace(getInput: GetInput): ConfigPlaceInputs {
  return {
    config: getInput('config') || 'conclusive.yml',
    workingDirectory: getInput('working-directory') || '.',
    token: getInput('token'),
    // With a head of one's own it is another commit than that of the event which is judged.
    check: getInput('check') !== 'false' && getInput('head') === '',
    mode: MODES.find((mode) => mode === getInput('mode')) ?? 'measure',
  };
}

/**
 * @param getInput answers an input's value, '' where it was left out
 * @throws UserError with the input's name, its value and what is allowed
 */
export function readInputs(getInput: GetInput): ActionInputs {
  const mode = oneOf('mode', MODES, getInput('mode') || 'measure');
  return {
    ...readPlace(getInput),
    mode,
    check: isWanted('check', getInput('check') || 'true') && getInput('head') === '',
    comment: oneOf('comment', COMMENT_MODES, getInput('comment') || 'always'),
    acceptedLabel: acceptedLabel(getInput('accepted-label') || 'conclusive: accepted'),
    ...optional('base', getInput('base')),
    ...optional('head', getInput('head')),
    ...optional('outputDirectory', getInput('output-directory')),
    ...(getInput('parallel') === ''
      ? {}
      : { parallel: count('parallel', getInput('parallel'), MAX_PARALLEL) }),
    cache: cache(getInput('cache') || 'true'),
    artifact: isWanted('artifact', getInput('artifact') || 'true'),
    shards: count('shards', getInput('shards') || String(DEFAULT_SHARDS), MAX_SHARDS),
    shard: shard(getInput('shard'), mode),
    ...wave(getInput('wave')),
    waves: count('waves', getInput('waves') || String(DEFAULT_WAVES), MAX_WAVES),
    ...optional('records', getInput('records')),
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

function wave(value: string): { wave?: number | 'checks' } {
  if (value === '') return {};
  if (value === 'checks') return { wave: value };
  if (/^\d{1,3}$/.test(value) && Number(value) >= 1) return { wave: Number(value) };
  throw new UserError(`input "wave" is "${value}"; allowed: the output "wave" of mode plan`);
}

function optional<Name extends string>(name: Name, value: string): { [key in Name]?: string } {
  return value === '' ? {} : ({ [name]: value } as { [key in Name]: string });
}
