import { isAbsolute } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { COMMENT_MODES, type CommentMode, type DestinationInputs } from '../github/publish/destination.ts';

/** `publish` trains nothing: it publishes what the run of a fork has measured. */
const MODES = ['measure', 'publish'] as const;

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
}

const MAX_PARALLEL = 256;

type GetInput = (name: Input) => string;

/** Any value is taken, so that a failure can be told where other inputs are wrong. */
export function readPlace(getInput: GetInput): ConfigPlaceInputs {
  return {
    config: getInput('config') || 'conclusive.yml',
    workingDirectory: getInput('working-directory') || '.',
    token: getInput('token'),
    // With a head of one's own it is another commit than that of the event which is judged.
    check: getInput('check') !== 'false' && getInput('head') === '',
    mode: getInput('mode') === 'publish' ? 'publish' : 'measure',
  };
}

/**
 * @param getInput answers an input's value, '' where it was left out
 * @throws UserError with the input's name, its value and what is allowed
 */
export function readInputs(getInput: GetInput): ActionInputs {
  return {
    ...readPlace(getInput),
    mode: oneOf('mode', MODES, getInput('mode') || 'measure'),
    check: isWanted('check', getInput('check') || 'true') && getInput('head') === '',
    comment: oneOf('comment', COMMENT_MODES, getInput('comment') || 'always'),
    acceptedLabel: acceptedLabel(getInput('accepted-label') || 'conclusive: accepted'),
    ...optional('base', getInput('base')),
    ...optional('head', getInput('head')),
    ...optional('outputDirectory', getInput('output-directory')),
    ...parallel(getInput('parallel')),
    cache: cache(getInput('cache') || 'true'),
    artifact: isWanted('artifact', getInput('artifact') || 'true'),
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

function parallel(value: string): { parallel?: number } {
  if (value === '') return {};
  const processes = Number(value);
  if (Number.isInteger(processes) && processes >= 1 && processes <= MAX_PARALLEL)
    return { parallel: processes };
  throw new UserError(`input "parallel" is "${value}"; allowed: a whole number from 1 to ${MAX_PARALLEL}`);
}

function optional<Name extends string>(name: Name, value: string): { [key in Name]?: string } {
  return value === '' ? {} : ({ [name]: value } as { [key in Name]: string });
}
