/** Something could not be published. The message says what, why, and what to change; the verdict stands all the same. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

/** What a workflow can grant to the token that it hands on. */
export type Permission = 'pull-requests' | 'checks' | 'statuses' | 'actions';

function grant(permission: Permission): string {
  const others = ['contents: read', 'pull-requests: write'].filter((line) => !line.startsWith(permission));
  const level = permission === 'actions' ? 'read' : 'write';
  const yaml = ['permissions:', ...[...others, `${permission}: ${level}`].map((line) => `  ${line}`)].join(
    '\n',
  );
  return `missing "${permission}: ${level}"; add it under permissions in the workflow:\n${yaml}`;
}

/** GitHub's refusal in the reader's words: the cause and the fix. `what` completes "cannot ...". */
export function explainRefusal(error: unknown, what: string, permission: Permission): PublishError {
  return new PublishError(`cannot ${what}: ${causeAndFix(error, permission)}`, { cause: error });
}

export function isNotFound(error: unknown): boolean {
  return isHttpError(error) && error.status === 404;
}

/** A refusal that another permission, or another kind of token, would lift: not a rate limit, not a locked conversation. */
export function isForbidden(error: unknown): boolean {
  return isHttpError(error) && (error.status === 403 || error.status === 404) && !isRateLimited(error);
}

/** GitHub understood the request and does not take what is in it. */
export function isUnprocessable(error: unknown): boolean {
  return isHttpError(error) && error.status === 422;
}

/** No answer came, or none from GitHub itself: a write may have happened all the same. */
export function isAnswerLost(error: unknown): boolean {
  return isHttpError(error) && error.status >= 500;
}

function causeAndFix(error: unknown, permission: Permission): string {
  if (!isHttpError(error)) return error instanceof Error ? error.message : String(error);
  const { response, status, message } = error;
  // Octokit gives the status 500 to a request that got no answer at all.
  if (response === undefined) return `GitHub did not answer (${message}); re-run the job`;
  const answer = `GitHub answered ${status}: ${message}`;
  if (status === 401)
    return `the input "token" is not valid; leave it out to use the workflow's own token. ${answer}`;
  if (isRateLimited(error)) return `the token's rate limit is used up; re-run the job later. ${answer}`;
  if (status === 403 && /locked/i.test(message))
    return `the conversation is locked; unlock it and re-run the job. ${answer}`;
  if (status === 403) return `${grant(permission)}\n${answer}`;
  if (status === 404) return `the token cannot see the pull request: ${grant(permission)}\n${answer}`;
  return status >= 500 ? `${answer}; re-run the job` : answer;
}

interface HttpError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
}

/** By shape and not by class: the bundle may hold more than one copy of Octokit's error. */
function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

function isRateLimited({ status, message, response }: HttpError): boolean {
  return status === 429 || response?.headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message);
}
