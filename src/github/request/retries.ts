/** When a request is worth another try, and how long to wait before it. */

/** Tries after a failed one: after 1, 4 and 9 seconds. */
const MAX_RETRIES = 3;
/** Of a request that a rate limit has turned away. */
const MAX_RATE_LIMIT_RETRIES = 2;
/** The longest pause that a rate limit may ask for. The primary limit can ask for an hour, which nobody waits for. */
const MAX_RATE_LIMIT_SECONDS = 90;
/** GitHub's own advice where a secondary limit does not say how long it lasts. */
const USUAL_RATE_LIMIT_SECONDS = 60;

type Headers = Readonly<Record<string, string | number | undefined>>;

/** An answer of the API, or what stands for one that did not come. */
export interface Failure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers: Headers } | undefined;
}

export interface Tried {
  /** How often so far. */
  readonly times: number;
  /** Whether it may be repeated where nobody knows what became of it. */
  readonly isRepeatable: boolean;
}

/** @returns seconds; null where another try changes nothing, or would take too long */
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

/** A date is held against the server's own clock, which wrote it: the machine's may be wrong. */
function rateLimitSeconds(headers: Headers): number {
  const now = Date.parse(String(headers.date ?? '')) || Date.now();
  const { 'retry-after': after, 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': remaining } = headers;
  if (after !== undefined) {
    const seconds = /^\s*\d+\s*$/.test(String(after))
      ? Number(after)
      : (Date.parse(String(after)) - now) / 1000;
    return bounded(seconds);
  }
  // One second more: the limit is lifted within that second.
  return remaining === '0' ? bounded(Number(reset) - now / 1000 + 1) : USUAL_RATE_LIMIT_SECONDS;
}

function bounded(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : USUAL_RATE_LIMIT_SECONDS;
}
