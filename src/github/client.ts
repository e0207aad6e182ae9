import { getOctokit } from '@actions/github';
import type { z } from 'zod';
import { PACKAGE } from '../version.ts';
import { isAnswerLost } from './publish-error.ts';
import { AnswerLost, Deadline, type Time } from './request/deadline.ts';
import { type Failure, secondsBeforeRetry } from './request/retries.ts';
import { sendWith } from './request/send.ts';
import { type Server, serverOf } from './server.ts';

export type GitHubClient = ReturnType<typeof getOctokit> & {
  readonly deadline: Deadline;
  readonly server: Server;
};

/** GitHub itself gives up on a request after ten seconds. */
const REQUEST_TIMEOUT_MS = 12_000;

const PUBLIC_API = 'https://api.github.com';

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL: github.com, GitHub Enterprise, or a test's loopback server. */
  readonly apiUrl?: string | undefined;
  readonly time?: Time | undefined;
}

/** Options of one request, as its parameter `request`. */
export interface RequestWishes {
  /** Schema of the answer; any other answer is lost. */
  readonly answer?: z.ZodType;
  /** Not repeated where its answer is lost, because it might be carried out twice. */
  readonly once?: boolean;
  /** When aborted, the request is neither sent nor repeated, and waits only briefly for its answer. */
  readonly cancel?: AbortSignal | undefined;
  /** Called for each attempt without an answer, which may still be carried out. */
  readonly onLost?: (sentAt: number) => void;
}

/**
 * GitHub's API with retries, a deadline and GitHub's rate limits. Octokit's retry and throttling plugins are not used: neither the
 * deadline nor `cancel` can end their pauses, which follow the machine's clock (docs/contributing/decisions/own-retries.md).
 */
export function createClient({ token, apiUrl, time }: ClientOptions): GitHubClient {
  const octokit = getOctokit(token, {
    baseUrl: apiUrl ?? PUBLIC_API,
    userAgent: PACKAGE,
  });
  const deadline = new Deadline(time);
  const server = serverOf(apiUrl);
  let hasWorked = false;
  octokit.hook.wrap('request', async (request, options) => {
    const { answer, once = false, cancel, onLost } = options.request as RequestWishes;
    const isRead = ['GET', 'HEAD'].includes(options.method) || options.url.endsWith('/graphql');
    const fetch = sendWith(options.request.fetch ?? globalThis.fetch);
    // Octokit's own hooks see this object only, so a copy would not reach them.
    const send = (signal: AbortSignal) => {
      options.request = { ...options.request, fetch, signal };
      return request(options);
    };
    for (let times = 1; ; times++) {
      let sentAt: number | null = null;
      try {
        if (!isRead) await deadline.beforeWrite(cancel);
        sentAt = deadline.now();
        const response = await deadline.attempt(REQUEST_TIMEOUT_MS, async (signal) => send(signal), cancel);
        if (answer !== undefined && !answer.safeParse(response.data).success)
          throw new AnswerLost(`it answered ${response.status} with unexpected content`);
        hasWorked = true;
        return response;
      } catch (error) {
        if (sentAt !== null && isAnswerLost(error)) onLost?.(sentAt);
        const seconds = isFailure(error) ? secondsBeforeRetry(error, { times, isRepeatable: !once }) : null;
        // `explainRefusal` needs both.
        const failure = error instanceof Error ? Object.assign(error, { server, hasWorked }) : error;
        if (seconds === null) throw failure;
        // The failure tells the reader more than that no time is left.
        await deadline.sleep(seconds * 1000, cancel).catch(() => {
          throw failure;
        });
      }
    }
  });
  return Object.assign(octokit, { deadline, server });
}

function isFailure(error: unknown): error is Error & Failure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
