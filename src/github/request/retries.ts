/** One request, repeated after an outage or a rate limit: docs/contributing/decisions/own-retries.md. */
import type { Deadline } from './deadline.ts';

/** GitHub gives up on a request after ten seconds. */
const REQUEST_TIMEOUT_MS = 12_000;
/** Retries of an outage: after 1, 4 and 9 seconds. */
const MAX_RETRIES = 3;
const MAX_RATE_LIMIT_RETRIES = 2;
/** Longest accepted pause. The primary limit may ask for an hour. */
const MAX_RATE_LIMIT_SECONDS = 90;
/** GitHub's advice for a secondary limit that names no time. */
const USUAL_RATE_LIMIT_SECONDS = 60;

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Octokit's error. It has status 500 and no `response` if no answer came. */
export interface HttpError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Headers } | undefined;
}

/** Checks the shape, because the bundle may hold several copies of Octokit's error class. */
export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** No usable answer came, so a write may have happened. */
export function isAnswerLost(error: unknown): boolean {
  return isHttpError(error) && error.status >= 500;
}

export function isRateLimit({ status, message, response }: HttpError): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const headers = response?.headers ?? {};
  return (
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/i.test(message)
  );
}

export interface Attempts {
  readonly isWrite: boolean;
  /** Prevents a repeat if the answer is lost. */
  readonly once?: boolean;
  /** When aborted, the request is not repeated, and waits only briefly for its answer. */
  readonly cancel?: AbortSignal | undefined;
  /** Called for each attempt without an answer. */
  readonly onLost?: (sentAt: number) => void;
}

export async function sendWithRetries<Answer>(
  deadline: Deadline,
  send: (signal: AbortSignal) => Promise<Answer>,
  { isWrite, once = false, cancel, onLost }: Attempts,
): Promise<Answer> {
  for (let times = 1; ; times++) {
    if (isWrite) await deadline.beforeWrite(cancel);
    const sentAt = deadline.now();
    try {
      return await deadline.attempt(REQUEST_TIMEOUT_MS, send, cancel);
    } catch (error) {
      if (isAnswerLost(error)) onLost?.(sentAt);
      const seconds = isHttpError(error) ? secondsBeforeRetry(error, times, once) : null;
      if (seconds === null) throw error;
      // The failure says more than that no time is left.
      await deadline.sleep(seconds * 1000, cancel).catch(() => {
        throw error;
      });
    }
  }
}

/** @returns null if a retry is useless or too late */
function secondsBeforeRetry(error: HttpError, times: number, once: boolean): number | null {
  if (isRateLimit(error)) {
    const seconds = rateLimitSeconds(error.response?.headers ?? {});
    return times <= MAX_RATE_LIMIT_RETRIES && seconds <= MAX_RATE_LIMIT_SECONDS ? seconds : null;
  }
  const isTransient = error.status >= 500 || error.status === 408 || error.status === 409;
  return isTransient && !once && times <= MAX_RETRIES ? times ** 2 : null;
}

/** Uses the server's clock, because the machine's may be wrong. */
function rateLimitSeconds(headers: Headers): number {
  const now = Date.parse(String(headers.date ?? '')) || Date.now();
  const { 'retry-after': after, 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': remaining } = headers;
  if (after !== undefined) {
    const isNumber = /^\s*\d+\s*$/.test(String(after));
    return bounded(isNumber ? Number(after) : (Date.parse(String(after)) - now) / 1000);
  }
  // The limit ends within that second.
  return remaining === '0' ? bounded(Number(reset) - now / 1000 + 1) : USUAL_RATE_LIMIT_SECONDS;
}

function bounded(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : USUAL_RATE_LIMIT_SECONDS;
}
