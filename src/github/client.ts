import { randomUUID } from 'node:crypto';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

export type GitHubClient = ReturnType<typeof getOctokit>;

/** GitHub itself gives up on a request after ten seconds. One that hangs would hold the runner until the job's own limit. */
const REQUEST_TIMEOUT_MS = 12_000;
/** Tries after a failed one: after 1, 4 and 9 seconds. */
const RETRIES = 3;
/** Answers that a second try does not change. 429 is among them because the throttling reads its "retry-after" and waits. */
const FINAL_STATUSES = [400, 401, 403, 404, 410, 422, 429, 451];
/** The longest pause that a rate limit may ask for. The primary limit can ask for an hour, which nobody waits for. */
const MAX_RATE_LIMIT_WAIT_SECONDS = 90;

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL: github.com, GitHub Enterprise, or a test's loopback server. */
  readonly apiUrl?: string;
  /** Unit of the pauses between retries; tests make it short. */
  readonly retryUnitMs?: number;
}

/** GitHub's API with retries, time limits and GitHub's own rules of throttling. */
export function createClient({ token, apiUrl, retryUnitMs = 1000 }: ClientOptions): GitHubClient {
  const wait = (seconds: number, _options: unknown, _octokit: unknown, retries: number) =>
    retries < 2 && seconds <= MAX_RATE_LIMIT_WAIT_SECONDS;
  const options = {
    ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
    userAgent: 'conclusive-action',
    retry: { retries: RETRIES, doNotRetry: FINAL_STATUSES, retryAfterBaseValue: retryUnitMs },
    // The id keeps the pauses between writes to this client; without one all clients of a process share them.
    throttle: {
      id: randomUUID(),
      onRateLimit: wait,
      onSecondaryRateLimit: wait,
      retryAfterBaseValue: retryUnitMs,
    },
  };
  return getOctokit(token, options, timeout, retry, throttling);
}

/** The innermost hook: every try gets a clock of its own. */
function timeout(octokit: Pick<GitHubClient, 'hook'>): Record<string, never> {
  octokit.hook.before('request', (options) => {
    options.request.signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  });
  return {};
}
