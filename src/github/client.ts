import { getOctokit } from '@actions/github';
import type { z } from 'zod';
import { PACKAGE } from '../version.ts';
import { isAnswerLost } from './publish-error.ts';
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
  /** Once aborted, the request is not sent, or not repeated, and does not wait for long. */
  readonly cancel?: AbortSignal | undefined;
  /** Told of every attempt without an answer, which may still be carried out: when it was sent. */
  readonly onLost?: (sentAt: number) => void;
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
    const { answer, once = false, cancel, onLost } = options.request as RequestWishes;
    const isRead = ['GET', 'HEAD'].includes(options.method) || options.url.endsWith('/graphql');
    const fetch = sendWith(options.request.fetch ?? globalThis.fetch);
    // A hook below this one, as that of the token, gets these options and no others: a changed copy would not reach it.
    const send = (signal: AbortSignal) => {
      options.request = { ...options.request, fetch, signal };
      return request(options);
    };
    for (let times = 1; ; times++) {
      let sentAt: number | null = null;
      try {
        if (!isRead) await patience.beforeWrite(cancel);
        sentAt = patience.now();
        const response = await patience.attempt(REQUEST_TIMEOUT_MS, async (signal) => send(signal), cancel);
        if (answer !== undefined && !answer.safeParse(response.data).success)
          throw new AnswerLost(`it answered ${response.status} with unexpected content`);
        hasWorked = true;
        return response;
      } catch (error) {
        if (sentAt !== null && isAnswerLost(error)) onLost?.(sentAt);
        const seconds = isFailure(error) ? secondsBeforeRetry(error, { times, isRepeatable: !once }) : null;
        const failure = explained(error, { server, hasWorked });
        if (seconds === null) throw failure;
        // What has failed is worth more to the reader than that there is no time for another try.
        await patience.sleep(seconds * 1000, cancel).catch(() => {
          throw failure;
        });
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
