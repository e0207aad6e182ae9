/** One comment a pull request and config: found by hidden marker and author, updated in place, else created. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_COMMENT_CHARS } from '../../report/comment.ts';
import type { GitHubClient } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { explainRefusal, isAnswerLost, isNotFound } from '../publish-error.ts';
import { type CommentState, commentMarker, type Remembered, readState, writeState } from './comment-state.ts';

const PAGE_SIZE = 100;
/** The author of what a workflow's own token writes, on github.com and GitHub Enterprise alike. */
const WORKFLOW_BOT = 'github-actions[bot]';
/** A run that races with this one has written its comment within this time. */
const RACE_MS = 10 * 60_000;

type PullRequest = Pick<PullRequestContext, 'repository' | 'number'>;

export interface StandingComment {
  readonly id: number;
  readonly url: string;
  /** null: written by a version that kept none. */
  readonly state: CommentState | null;
}

export interface CommentDraft {
  /** The text below the hidden lines. */
  render(maxChars: number): string;
  readonly state: Remembered;
  /** false: only an existing comment is updated, none is made. */
  readonly create: boolean;
}

interface Written {
  /** null: there was none and none was wanted. */
  readonly url: string | null;
  /** A newer run has written meanwhile, and what it wrote was left as it is. */
  readonly isOutdated: boolean;
}

/** The comment of one config, remembered between the writes of a run. Everything throws PublishError with cause and fix. */
export interface OwnComment {
  /** What stands there now. */
  read(): Promise<StandingComment | null>;
  /** @param standing what `read` has just answered */
  write(standing: StandingComment | null, draft: CommentDraft): Promise<Written>;
}

interface Listed {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly created_at: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

export function ownComment(
  client: GitHubClient,
  pullRequest: PullRequest,
  { config, run }: { readonly config: string; readonly run: WorkflowRun },
): OwnComment {
  const { repository, number } = pullRequest;
  const { issues } = client.rest;
  const marker = commentMarker(config);
  let known: number | null = null;
  let author: Promise<string> | null = null;

  const isOwn = async (comment: Listed) => {
    if (comment.body?.startsWith(marker) !== true) return false;
    author ??= authenticatedLogin(client);
    return isAuthor(comment.user, await author);
  };

  /** The oldest comment of ours. Younger ones, which a race may have left beside it, are removed. */
  async function find(since?: string): Promise<Listed | null> {
    const query = { ...repository, issue_number: number, per_page: PAGE_SIZE, ...(since ? { since } : {}) };
    for await (const { data } of client.paginate.iterator(issues.listComments, query)) {
      const own: Listed[] = [];
      for (const comment of data) if (await isOwn(comment)) own.push(comment);
      const [oldest, ...others] = own;
      if (oldest === undefined) continue;
      for (const { id } of others) await remove(id);
      return oldest;
    }
    return null;
  }

  async function remove(comment_id: number): Promise<void> {
    try {
      await issues.deleteComment({ ...repository, comment_id });
    } catch (error) {
      // The run that it belongs to removes it as well.
      if (!isNotFound(error)) throw error;
    }
  }

  async function readKnown(): Promise<Listed | null> {
    if (known === null) return null;
    try {
      return (await issues.getComment({ ...repository, comment_id: known })).data;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async function update(comment_id: number, body: string): Promise<Listed> {
    return (await issues.updateComment({ ...repository, comment_id, body })).data;
  }

  /** Never repeated blindly: where the answer was lost, the comment may be there all the same. */
  async function create(body: string): Promise<Listed> {
    const request = { ...repository, issue_number: number, body, request: { retries: 0 } };
    try {
      return (await issues.createComment(request)).data;
    } catch (error) {
      if (!isAnswerLost(error)) throw error;
      await sleep(1000);
      return (await find()) ?? (await issues.createComment(request)).data;
    }
  }

  /** Two runs that both found no comment have both made one: all agree on the oldest. */
  async function settle(made: Listed, body: string): Promise<Listed> {
    author = Promise.resolve(made.user?.login ?? WORKFLOW_BOT);
    const oldest = await find(new Date(Date.parse(made.created_at) - RACE_MS).toISOString());
    if (oldest === null || oldest.id === made.id) return made;
    const other = standingOf(oldest).state;
    return other !== null && isNewer(other.run, run) ? oldest : await update(oldest.id, body);
  }

  return {
    read: () =>
      explained(number, async () => {
        const found = (await readKnown()) ?? (await find());
        known = found?.id ?? null;
        return found === null ? null : standingOf(found);
      }),
    write: (standing, { render, state, create: isWanted }) =>
      explained(number, async () => {
        const hidden = `${marker}\n${writeState({ ...state, run })}\n`;
        const body = hidden + render(MAX_COMMENT_CHARS - hidden.length);
        if (standing?.state != null && isNewer(standing.state.run, run))
          return { url: standing.url, isOutdated: true };
        if (standing === null && !isWanted) return { url: null, isOutdated: false };
        const written =
          standing === null ? await settle(await create(body), body) : await update(standing.id, body);
        known = written.id;
        return { url: written.html_url, isOutdated: false };
      }),
  };
}

function standingOf({ id, html_url: url, body }: Listed): StandingComment {
  return { id, url, state: readState(body ?? '') };
}

async function explained<Value>(number: number, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    throw explainRefusal(error, `comment on pull request #${number}`, 'pull-requests');
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

/** An app is `name[bot]` in the REST API, and with or without the suffix in GraphQL; the type tells it from a user of that name. */
function isAuthor(user: Listed['user'], login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}
