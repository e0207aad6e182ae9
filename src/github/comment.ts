/** One comment a pull request and config: found by hidden marker and author, updated in place, else created. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubClient } from './client.ts';
import type { PullRequestContext } from './context.ts';
import { explainRefusal, isAnswerLost } from './publish-error.ts';

const PAGE_SIZE = 100;
/** The author of what a workflow's own token writes, on github.com and GitHub Enterprise alike. */
const WORKFLOW_BOT = 'github-actions[bot]';

/** The first line of the comment, invisible, by which a later run finds it. One a config, so that several do not fight. */
export function commentMarker(config: string): string {
  // Encoded, a path cannot end the HTML comment early.
  return `<!-- conclusive:${encodeURIComponent(config.replaceAll('\\', '/'))} -->`;
}

type PullRequest = Pick<PullRequestContext, 'repository' | 'number'>;

export interface CommentDraft {
  readonly marker: string;
  /** Begins with the marker. */
  readonly body: string;
  /** false: only an existing comment is updated, none is made. */
  readonly create: boolean;
}

/**
 * Brings the pull request's comment up to date.
 *
 * @returns its address; null where there was none and none was wanted.
 * @throws PublishError with cause and fix.
 */
export async function publishComment(
  client: GitHubClient,
  pullRequest: PullRequest,
  draft: CommentDraft,
): Promise<string | null> {
  try {
    const author = await authenticatedLogin(client);
    const updated = await updateOwnComment(client, pullRequest, author, draft);
    if (updated !== null || !draft.create) return updated;
    try {
      return await createComment(client, pullRequest, draft.body);
    } catch (error) {
      if (!isAnswerLost(error)) throw error;
      // The comment may be there all the same: look before writing a second one.
      await sleep(1000);
      const found = await updateOwnComment(client, pullRequest, author, draft);
      return found ?? (await createComment(client, pullRequest, draft.body));
    }
  } catch (error) {
    throw explainRefusal(error, `comment on pull request #${pullRequest.number}`);
  }
}

/**
 * Who the token writes as. An installation token, as a workflow's own is, may not ask `GET /user`; GraphQL's `viewer`
 * answers every kind of token.
 */
async function authenticatedLogin(client: GitHubClient): Promise<string> {
  try {
    const answer = await client.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
    return answer.viewer.login;
  } catch (error) {
    // Some servers switch GraphQL off. Where GitHub is out of reach, the next request says so.
    if (error instanceof Error) return WORKFLOW_BOT;
    throw error;
  }
}

interface CommentAuthor {
  readonly login: string;
  readonly type: string;
}

/** An app is `name[bot]` in the REST API, and with or without the suffix in GraphQL; the type tells it from a user of that name. */
function isAuthor(user: CommentAuthor | null, login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}

/** Updates the oldest comment of ours and answers its address, or null. Reads page after page until it is found. */
async function updateOwnComment(
  client: GitHubClient,
  { repository, number }: PullRequest,
  author: string,
  { marker, body }: CommentDraft,
): Promise<string | null> {
  const query = { ...repository, issue_number: number, per_page: PAGE_SIZE };
  for await (const { data: page } of client.paginate.iterator(client.rest.issues.listComments, query)) {
    const own = page.find((comment) => isAuthor(comment.user, author) && comment.body?.startsWith(marker));
    if (own === undefined) continue;
    const { data } = await client.rest.issues.updateComment({ ...repository, comment_id: own.id, body });
    return data.html_url;
  }
  return null;
}

async function createComment(
  client: GitHubClient,
  { repository, number }: PullRequest,
  body: string,
): Promise<string> {
  // Never repeated blindly: a lost answer is looked into by the caller.
  const request = { retries: 0 };
  const { data } = await client.rest.issues.createComment({
    ...repository,
    issue_number: number,
    body,
    request,
  });
  return data.html_url;
}
