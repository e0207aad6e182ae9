import { debug } from '@actions/core';
import { z } from 'zod';
import { UserError } from '../config/user-error.ts';
import { type HttpError, isHttpError, isRateLimit } from './request/retries.ts';
import type { Server } from './server.ts';

/** The message says what could not be published, why, and the fix. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

const MAX_MESSAGE_CHARS = 500;

export type Permission = 'pull-requests' | 'checks' | 'statuses' | 'actions' | 'contents';

function grant(permission: Permission): string {
  const level = permission === 'actions' ? 'read' : 'write';
  const others = ['contents: read', 'pull-requests: write'].filter((line) => !line.startsWith(permission));
  const yaml = ['permissions:', ...[...others, `${permission}: ${level}`].map((line) => `  ${line}`)].join(
    '\n',
  );
  return `missing "${permission}: ${level}"; add it under permissions in the workflow:\n${yaml}`;
}

/** GitHub's refusal as cause and fix. @param what completes "cannot ..." */
export function explainRefusal(error: unknown, what: string, permission: Permission): PublishError {
  return new PublishError(`cannot ${what}: ${causeAndFix(error, permission)}`, { cause: error });
}

/** Like `explainRefusal`, for what the run depends on. */
export function refusalOf(error: unknown, what: string, permission: Permission): UserError {
  return new UserError(explainRefusal(error, what, permission).message, { cause: error });
}

export function isNotFound(error: unknown): boolean {
  return isHttpError(error) && error.status === 404;
}

/** A refusal that another permission or token may lift. */
export function isForbidden(error: unknown): boolean {
  return isHttpError(error) && (error.status === 403 || error.status === 404) && !isRateLimit(error);
}

export function isUnprocessable(error: unknown): boolean {
  return isHttpError(error) && error.status === 422;
}

/** Errors whose messages speak to programmers. */
const FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError, z.ZodError];

/** Messages for programmers go to the debug log. */
export function plainMessage(error: unknown): string {
  if (!(error instanceof Error) || FAULTS.some((kind) => error instanceof kind)) {
    debug(error instanceof Error ? String(error.stack) : String(error));
    return 'the answer cannot be used; see the debug log of the step';
  }
  return shorten(error.message);
}

function shorten(message: string): string {
  return message.length <= MAX_MESSAGE_CHARS ? message : `${message.slice(0, MAX_MESSAGE_CHARS)}…`;
}

/** What `createClient` adds to an error. */
interface ClientError extends HttpError {
  readonly server?: Pick<Server, 'name'>;
  readonly hasWorked?: boolean;
}

function causeAndFix(error: unknown, permission: Permission): string {
  if (!isHttpError(error)) return plainMessage(error);
  const { response, status, hasWorked, server: { name: server } = { name: 'GitHub' } } = error as ClientError;
  const message = shorten(error.message.replace(/\s+/g, ' '));
  // Octokit gives status 500 to a request without an answer.
  if (response === undefined) return `${server} did not answer (${message}); re-run the job`;
  // Octokit's words for a refusal without a reason.
  const why = /^Unknown error/.test(message) ? '' : `: ${message}`;
  const answer = `${server} answered ${status}${why}`;
  if (status === 401 && hasWorked === true)
    return `the input "token" has expired; a GitHub App's token lasts one hour. Remove the input to use the workflow's own token, which lasts as long as the job. ${answer}`;
  if (status === 401)
    return `the input "token" is not valid; remove the input to use the workflow's own token. ${answer}`;
  if (isRateLimit(error)) return `the token's rate limit is used up; re-run the job later. ${answer}`;
  if (status === 403 && /locked/i.test(message))
    return `the conversation is locked; unlock it and re-run the job. ${answer}`;
  if (status === 403) return `${grant(permission)}\n${answer}`;
  if (status === 404) return `the token cannot see the pull request: ${grant(permission)}\n${answer}`;
  return status >= 500 ? `${answer}; re-run the job` : answer;
}
