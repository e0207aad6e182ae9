/** Tells our comments by the user that the token writes as. */
import type { GitHubClient } from '../client.ts';
import { type CommentAnswer, userAnswer, viewerAnswer } from '../request/answers.ts';

type Author = CommentAnswer['user'];

/** Asks GraphQL's `viewer`, because installation tokens may not `GET /user`. */
export async function ownLogins(client: GitHubClient, cancel?: AbortSignal): Promise<readonly string[]> {
  const { isGitHub, workflowUsers } = client.server;
  const request = { once: true, cancel };
  const questions = [
    async () => viewerAnswer.parse(await client.graphql(VIEWER, { request: { ...request } })).viewer.login,
    async () =>
      (await client.rest.users.getAuthenticated({ request: { ...request, answer: userAnswer } })).data.login,
  ];
  for (const ask of questions.slice(isGitHub ? 0 : 1)) {
    try {
      return [await ask()];
    } catch (error) {
      // If GitHub is out of reach, the next request fails too.
      if (!(error instanceof Error) || cancel?.aborted) throw error;
    }
  }
  return workflowUsers;
}

const VIEWER = 'query { viewer { login } }';

/** An app is `name[bot]` in REST, but may lack the suffix in GraphQL. */
export function isAuthor(user: Author, login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}
