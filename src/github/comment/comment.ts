/** One comment a pull request and config: found by hidden marker and author, updated in place, else created; all others of ours go. */
import { debug } from '@actions/core';
import { MAX_COMMENT_CHARS } from '../../report/comment.ts';
import type { GitHubClient } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { explainRefusal, isAnswerLost, isNotFound } from '../publish-error.ts';
import type { CommentAnswer } from '../request/answers.ts';
import { commentAuthor } from './comment-author.ts';
import { commentRequests } from './comment-requests.ts';
import { type CommentState, commentMarker, type Remembered, readState, writeState } from './comment-state.ts';

/** How often a comment is made where nobody knows what became of it. */
const MAX_CREATIONS = 3;
/** A write that got no answer in time may be carried out yet. */
const LATE_WRITE_MS = 5000;

const REPLACED = 'Replaced by another comment of Conclusive.';

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
  /** What stands there now, by a look at all comments. */
  read(): Promise<StandingComment | null>;
  /** The same by a look at the one that is known, if it is. */
  glance(): Promise<StandingComment | null>;
  /** @param standing what `read` or `glance` has just answered */
  write(standing: StandingComment | null, draft: CommentDraft): Promise<Written>;
  /**
   * Puts right what a write may have done that got no answer, and what an older run has written at the same moment: what was written last
   * stands there, once.
   */
  settle(): Promise<void>;
}

export function ownComment(
  client: GitHubClient,
  pullRequest: PullRequest,
  { config, run }: { readonly config: string; readonly run: WorkflowRun },
): OwnComment {
  const { number } = pullRequest;
  const { patience } = client;
  const requests = commentRequests(client, pullRequest);
  const author = commentAuthor(client);
  const marker = commentMarker(config);
  let known: number | null = null;
  let others: readonly CommentAnswer[] = [];
  /** What this run wrote last. */
  let last: string | null = null;
  let isUnsure = false;

  /** All of ours, the one that stays first: of the newest run, and of those the oldest. All runs agree on it. */
  async function findOwn(): Promise<readonly CommentAnswer[]> {
    const own: CommentAnswer[] = [];
    for (const comment of await requests.list())
      if (comment.body?.startsWith(marker) && (await author.isOwn(comment.user))) own.push(comment);
    return own.sort((a, b) => compareRuns(b, a) || a.id - b.id);
  }

  /** Never repeated blindly: where the answer was lost, the comment may be there all the same. */
  async function create(body: string): Promise<CommentAnswer> {
    for (let times = 1; ; times++) {
      try {
        return await requests.create(body);
      } catch (error) {
        if (!isAnswerLost(error)) throw error;
        isUnsure = true;
        await patience.sleep(1000 * times ** 2);
        const [found] = await findOwn();
        if (found !== undefined)
          return hasText(found, body) ? found : ((await update(found.id, body)) ?? found);
        if (times === MAX_CREATIONS) throw error;
      }
    }
  }

  /** @returns null where somebody has deleted it */
  async function update(id: number, body: string): Promise<CommentAnswer | null> {
    const change = () => requests.update(id, body);
    try {
      return await change();
    } catch (error) {
      if (!isAnswerLost(error) && !isNotFound(error)) throw error;
      isUnsure ||= isAnswerLost(error);
      const standing = await requests.get(id);
      if (standing === null) return null;
      if (hasText(standing, body)) return standing;
      // GitHub says 404 to who may not write, too: that is what it says the second time.
      if (isNotFound(error)) return await change();
      throw error;
    }
  }

  /** Two runs that both found no comment have both made one. */
  async function afterCreation(made: CommentAnswer, body: string): Promise<Written> {
    author.isAs(made.user);
    const [first = made, ...rest] = await findOwn().catch((error: unknown) => {
      if (!isAnswerLost(error)) throw error;
      isUnsure = true;
      return [made];
    });
    known = first.id;
    others = rest.filter(({ id }) => id !== first.id);
    const isOutdated = isFromNewerRun(first);
    const kept = isOutdated || hasText(first, body) ? first : ((await update(first.id, body)) ?? first);
    return { url: kept.html_url, isOutdated };
  }

  /** Of one that cannot be removed nothing is left that could be taken for a verdict. */
  async function removeOthers(): Promise<void> {
    for (const { id } of others) {
      await requests.remove(id).catch(async (error: unknown) => {
        debug(`a second comment cannot be removed: ${String(error)}`);
        if ((await requests.get(id)) !== null) await requests.update(id, `${marker}\n${REPLACED}`);
      });
      others = others.filter((other) => other.id !== id);
    }
  }

  /** What is left is tried again by `settle`, and told there. */
  async function tryToRemoveOthers(): Promise<void> {
    await removeOthers().catch((error: unknown) =>
      debug(`a second comment of Conclusive could not be removed yet: ${String(error)}`),
    );
  }

  function isFromNewerRun(comment: CommentAnswer): boolean {
    const { state } = standingOf(comment);
    return state !== null && isNewer(state.run, run);
  }

  /** It looked before this run wrote, and wrote after it. What people have changed stays. */
  async function replaceOlder(body: string): Promise<void> {
    const standing = known === null ? null : await requests.get(known);
    const state = standing === null ? null : standingOf(standing).state;
    if (standing !== null && state !== null && isNewer(run, state.run)) await update(standing.id, body);
  }

  async function read(): Promise<StandingComment | null> {
    const [found, ...rest] = await findOwn();
    known = found?.id ?? null;
    others = rest;
    return found === undefined ? null : standingOf(found);
  }

  async function glance(): Promise<StandingComment | null> {
    const found = known === null ? null : await requests.get(known);
    return found === null ? await read() : standingOf(found);
  }

  const explained = <Value>(step: () => Promise<Value>): Promise<Value> =>
    step().catch((error: unknown) => {
      throw explainRefusal(error, `comment on pull request #${number}`, 'pull-requests');
    });

  return {
    glance: () => explained(glance),
    read: () =>
      explained(() =>
        read().catch((error: unknown) => {
          // The one that is known is better than none: what stands there must not stay.
          if (known === null || !isAnswerLost(error)) throw error;
          return glance();
        }),
      ),
    write: (standing, { render, state, create: isWanted }) =>
      explained(async () => {
        const hidden = `${marker}\n${writeState({ ...state, run })}\n`;
        const body = hidden + render(MAX_COMMENT_CHARS - hidden.length);
        if (standing?.state != null && isNewer(standing.state.run, run)) {
          await tryToRemoveOthers();
          return { url: standing.url, isOutdated: true };
        }
        if (standing === null && !isWanted) return { url: null, isOutdated: false };
        last = body;
        const updated = standing === null ? null : await update(standing.id, body);
        if (updated !== null) known = updated.id;
        const written =
          updated === null
            ? await afterCreation(await create(body), body)
            : { url: updated.html_url, isOutdated: false };
        await tryToRemoveOthers();
        return written;
      }),
    settle: () =>
      explained(async () => {
        if (last === null) return;
        if (!isUnsure && others.length === 0) return replaceOlder(last);
        if (isUnsure) await patience.sleep(LATE_WRITE_MS);
        const [first, ...rest] = await findOwn();
        others = rest;
        if (first !== undefined && !isFromNewerRun(first) && !hasText(first, last))
          await update(first.id, last);
        await removeOthers();
      }),
  };
}

function standingOf({ id, html_url: url, body }: CommentAnswer): StandingComment {
  return { id, url, state: readState(body ?? '') };
}

function compareRuns(a: CommentAnswer, b: CommentAnswer): number {
  const [one, other] = [a, b].map((comment) => standingOf(comment).state?.run ?? { id: -1, attempt: 0 });
  if (one === undefined || other === undefined) return 0;
  return Number(isNewer(one, other)) - Number(isNewer(other, one));
}

/** A server may end lines in its own way. */
function hasText({ body }: CommentAnswer, text: string): boolean {
  const plain = (lines: string) => lines.replaceAll('\r\n', '\n').trimEnd();
  return plain(body ?? '') === plain(text);
}
