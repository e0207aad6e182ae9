import { getOctokit } from '@actions/github';
import type { z } from 'zod';
import { PACKAGE } from '../version.ts';
import { AnswerLost } from './request/answer-lost.ts';
import { Patience } from './request/patience.ts';
import { type Failure, secondsBeforeRetry } from './request/retries.ts';
import { sendWith } from './request/send.ts';
import type { Time } from './request/time.ts';
import { type Server, serverOf } from './server.ts';

export type GitHubClient = ReturnType<typeof getOctokit> & {
  readonly patience: Patience;
  readonly server: Server;
};

/** GitHub itself gives up on a request after ten seconds. One that hangs would hold the runner until the job's own limit. */
const REQUEST_TIMEOUT_MS = 12_000;

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL: github.com, GitHub Enterprise, or a test's loopback server. */
  readonly apiUrl?: string;
  readonly time?: Time;
}

/** What a request may say of itself, as its parameter `request`. */
export interface RequestWishes {
  /** What the answer has to be: any other one is lost. */
  readonly answer?: z.ZodType;
  /** Repeated, it may be carried out twice: where its answer is lost, whoever asked looks what became of it. */
  readonly once?: boolean;
}

/** GitHub's API with retries, time limits and GitHub's own rules of throttling. */
export function createClient({ token, apiUrl, time }: ClientOptions): GitHubClient {
  const octokit = getOctokit(token, {
    ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
    userAgent: PACKAGE,
  });
  const patience = new Patience(time);
  const server = serverOf(apiUrl);
  let hasWorked = false;
  octokit.hook.wrap('request', async (request, options) => {
    const { answer, once = false } = options.request as RequestWishes;
    const isRead = ['GET', 'HEAD'].includes(options.method) || options.url.endsWith('/graphql');
    const fetch = sendWith(options.request.fetch ?? globalThis.fetch);
    // A hook below this one, as that of the token, gets these options and no others: a changed copy would not reach it.
    const send = (signal: AbortSignal) => {
      options.request = { ...options.request, fetch, signal };
      return request(options);
    };
    for (let times = 1; ; times++) {
      try {
        if (!isRead) await patience.beforeWrite();
        const response = await patience.attempt(REQUEST_TIMEOUT_MS, async (signal) => send(signal));
        if (answer !== undefined && !answer.safeParse(response.data).success)
          throw new AnswerLost(`it answered ${response.status} with unexpected content`);
        hasWorked = true;
        return response;
      } catch (error) {
        const seconds = isFailure(error) ? secondsBeforeRetry(error, { times, isRepeatable: !once }) : null;
        if (seconds === null || seconds * 1000 >= patience.left())
          throw explained(error, { server, hasWorked });
        await patience.sleep(seconds * 1000);
      }
    }
  });
  return Object.assign(octokit, { patience, server });
}

/** What `explainRefusal` tells more of: `hasWorked` says whether the token was good for an earlier request. */
function explained(error: unknown, how: { readonly server: Server; readonly hasWorked: boolean }): unknown {
  return error instanceof Error ? Object.assign(error, how) : error;
}

function isFailure(error: unknown): error is Error & Failure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
