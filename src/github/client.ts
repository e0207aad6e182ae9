import { getOctokit } from '@actions/github';
import type { z } from 'zod';
import { PACKAGE } from '../version.ts';
import { AnswerLost, Deadline, type Time } from './request/deadline.ts';
import { type Attempts, sendWithRetries } from './request/retries.ts';
import { sendWith } from './request/send.ts';
import { type Server, serverOf } from './server.ts';

export type GitHubClient = ReturnType<typeof getOctokit> & {
  readonly deadline: Deadline;
  readonly server: Server;
};

const PUBLIC_API = 'https://api.github.com';

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL. */
  readonly apiUrl?: string | undefined;
  readonly time?: Time | undefined;
}

export interface RequestWishes extends Omit<Attempts, 'isWrite'> {
  /** Schema of the answer; any other answer is lost. */
  readonly answer?: z.ZodType;
}

/** GitHub's API with retries, a deadline and GitHub's rate limits. */
export function createClient({ token, apiUrl, time }: ClientOptions): GitHubClient {
  const octokit = getOctokit(token, {
    baseUrl: apiUrl ?? PUBLIC_API,
    userAgent: PACKAGE,
  });
  const deadline = new Deadline(time);
  const server = serverOf(apiUrl);
  let hasWorked = false;
  octokit.hook.wrap('request', async (request, options) => {
    const { answer, ...wishes } = options.request as RequestWishes;
    const isRead = ['GET', 'HEAD'].includes(options.method) || options.url.endsWith('/graphql');
    const fetch = sendWith(options.request.fetch ?? globalThis.fetch);
    const send = async (signal: AbortSignal) => {
      // Octokit's own hooks see this object only, so a copy would not reach them.
      options.request = { ...options.request, fetch, signal };
      const response = await request(options);
      if (answer !== undefined && !answer.safeParse(response.data).success)
        throw new AnswerLost(`it answered ${response.status} with unexpected content`);
      return response;
    };
    try {
      const response = await sendWithRetries(deadline, send, { ...wishes, isWrite: !isRead });
      hasWorked = true;
      return response;
    } catch (error) {
      // `explainRefusal` needs both.
      throw error instanceof Error ? Object.assign(error, { server, hasWorked }) : error;
    }
  });
  return Object.assign(octokit, { deadline, server });
}
