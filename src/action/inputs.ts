import { UserError } from '../config/user-error.ts';
import { COMMENT_MODES, type CommentMode } from '../github/publish.ts';

export const INPUTS = [
  'config',
  'token',
  'comment',
  'base',
  'head',
  'working-directory',
  'output-directory',
  'parallel',
] as const;
export type Input = (typeof INPUTS)[number];

/** All that finding an earlier comment takes. Any value is one, so that other inputs may be wrong. */
export interface CommentPlace {
  readonly config: string;
  /** '' where there is none: then nothing is posted. */
  readonly token: string;
}

export interface ActionInputs extends CommentPlace {
  readonly comment: CommentMode;
  /** Absent: what the event says. */
  readonly base?: string;
  readonly head?: string;
  readonly workingDirectory: string;
  readonly outputDirectory?: string;
  /** Absent: what the config says. */
  readonly parallel?: number;
}

const MAX_PARALLEL = 256;

type GetInput = (name: Input) => string;

export function readCommentPlace(getInput: GetInput): CommentPlace {
  return { config: getInput('config') || 'conclusive.yml', token: getInput('token') };
}

/**
 * @param getInput answers an input's value, '' where it was left out
 * @throws UserError with the input's name, its value and what is allowed
 */
export function readInputs(getInput: GetInput): ActionInputs {
  return {
    ...readCommentPlace(getInput),
    comment: commentMode(getInput('comment') || 'always'),
    workingDirectory: getInput('working-directory') || '.',
    ...optional('base', getInput('base')),
    ...optional('head', getInput('head')),
    ...optional('outputDirectory', getInput('output-directory')),
    ...parallel(getInput('parallel')),
  };
}

function commentMode(value: string): CommentMode {
  const mode = COMMENT_MODES.find((known) => known === value);
  if (mode !== undefined) return mode;
  throw new UserError(`input "comment" is "${value}"; allowed: ${COMMENT_MODES.join(', ')}`);
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
