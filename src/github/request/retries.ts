/** Whether to repeat a request, and how long to wait first. */

/** Retries of an outage: after 1, 4 and 9 seconds. */
const MAX_RETRIES = 3;
const MAX_RATE_LIMIT_RETRIES = 2;
/** Longest accepted pause. The primary limit may ask for an hour. */
const MAX_RATE_LIMIT_SECONDS = 90;
/** GitHub's advice for a secondary limit that names no time. */
const USUAL_RATE_LIMIT_SECONDS = 60;

type Headers = Readonly<Record<string, string | number | undefined>>;

/** An answer of the API; without `response`, none came. */
export interface Failure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers: Headers } | undefined;
}

export interface Tried {
  /** Attempts so far. */
  readonly times: number;
  /** Whether it may be repeated when its answer is lost. */
  readonly isRepeatable: boolean;
}

/** @returns seconds; null where a retry is useless or too late */
export function secondsBeforeRetry(failure: Failure, { times, isRepeatable }: Tried): number | null {
  if (isRateLimit(failure)) {
    const seconds = rateLimitSeconds(failure.response?.headers ?? {});
    return times <= MAX_RATE_LIMIT_RETRIES && seconds <= MAX_RATE_LIMIT_SECONDS ? seconds : null;
  }
  const isTransient = failure.status >= 500 || failure.status === 408 || failure.status === 409;
  return isTransient && isRepeatable && times <= MAX_RETRIES ? times ** 2 : null;
}

export function isRateLimit({ status, message, response }: Failure): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const headers = response?.headers ?? {};
  return (
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/i.test(message)
  );
}

/** Compares dates with the server's clock, because the machine's may be wrong. */
function rateLimitSeconds(headers: Headers): number {
  const now = Date.parse(String(headers.date ?? '')) || Date.now();
  const { 'retry-after': after, 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': remaining } = headers;
  if (after !== undefined) {
    const seconds = /^\s*\d+\s*$/.test(String(after))
      ? Number(after)
      : (Date.parse(String(after)) - now) / 1000;
    return bounded(seconds);
  }
  // The limit ends within that second.
  return remaining === '0' ? bounded(Number(reset) - now / 1000 + 1) : USUAL_RATE_LIMIT_SECONDS;
}

function bounded(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : USUAL_RATE_LIMIT_SECONDS;
}
