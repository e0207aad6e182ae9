/** One comment for each pull request and config. */
import { debug } from '@actions/core';
import { MAX_COMMENT_CHARS } from '../../report/comment.ts';
import type { GitHubClient } from '../client.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { explainRefusal } from '../publish-error.ts';
import type { CommentAnswer } from '../request/answers.ts';
import { isAnswerLost } from '../request/retries.ts';
import { type CommentState, commentMarker, type Remembered, writeState } from './comment-state.ts';
import { CommentStore, hasText, type PullRequest, plain, stateOf } from './comment-store.ts';

/** How often the comment is read back, and written again. */
const MAX_LOOKS = 3;
/** Time kept for the last look at the comment. */
const LAST_LOOK_MS = 2000;

const REPLACED = 'Replaced by another comment of Conclusive.';
const MAY_BE_REPLACED =
  'an earlier write got no answer and may still replace this one. If the comment differs from the job summary, re-run the job';
const MAY_BE_TWICE =
  'a new comment got no answer and is not listed yet, so there may be two. Delete the one that differs from the job summary';
const IS_REPLACED =
  'something replaces the comment again and again. The job summary has the report; re-run the job';

interface StandingComment {
  /** Null if it cannot be read. */
  readonly state: CommentState | null;
}

export interface CommentDraft {
  /** The text below the hidden lines. */
  render(maxChars: number): string;
  readonly state: Remembered;
  /** false: updates an existing comment only. */
  readonly create: boolean;
}

interface Written {
  /** Null if there was no comment and none was wanted. */
  readonly url: string | null;
  readonly before: CommentState | null;
  /** A newer run has written the comment, which stays as it is. */
  readonly isOutdated: boolean;
}

/** The only writer of a config's comment, one step after the other. Methods throw PublishError. */
export interface OwnComment {
  read(): Promise<StandingComment | null>;
  /** Uses what `read` found just before, or fetches the comment again. */
  write(draftOf: (before: CommentState | null) => CommentDraft): Promise<Written>;
  /** Cancels what is under way and waits for its end. Never throws. */
  takeOver(): Promise<void>;
  /**
   * Reads the comment back, and writes it again if an earlier write or an older run has replaced it.
   *
   * @throws PublishError if that may happen again
   */
  settle(): Promise<void>;
}

export function ownComment(
  client: GitHubClient,
  pullRequest: PullRequest,
  { config, run }: { readonly config: string; readonly run: WorkflowRun },
): OwnComment {
  const { deadline } = client;
  const marker = commentMarker(config);
  const store = new CommentStore(client, pullRequest, { marker, run });
  const { lost } = store;
  let underWay: Promise<unknown> = Promise.resolve();
  /** Undefined unless `read` was the last step. */
  let found: CommentAnswer | null | undefined;
  let others: readonly CommentAnswer[] = [];
  /** Whether only a list can show that there are no others. */
  let mayHaveOthers = false;
  /** Texts that this run has written. */
  let last: string | null = null;
  const earlier = new Set<string>();

  function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
    const turn = underWay.then(step).catch((error: unknown) => {
      throw explainRefusal(error, `comment on pull request #${pullRequest.number}`, 'pull-requests');
    });
    underWay = turn.catch(() => undefined);
    return turn;
  }

  async function read(): Promise<CommentAnswer | null> {
    const [first = null, ...rest] = await store.find();
    store.known = first?.id ?? null;
    others = rest;
    return first;
  }

  /** Keeps one comment, because two runs that both found none may both have created one. */
  async function create(body: string): Promise<CommentAnswer> {
    const made = await store.create(body);
    const first = await read().catch((error: unknown) => {
      if (!isAnswerLost(error)) throw error;
      return null;
    });
    mayHaveOthers ||= first === null || store.hasLagged;
    const kept = first ?? made;
    store.known = kept.id;
    if (isFromNewerRun(kept) || hasText(kept, body)) return kept;
    return (await store.update(kept.id, body)) ?? kept;
  }

  async function removeOthers(): Promise<void> {
    for (const { id } of others) {
      await store.remove(id, REPLACED);
      others = others.filter((other) => other.id !== id);
    }
  }

  /** `settle` tries again, and throws. */
  async function tryToRemoveOthers(): Promise<void> {
    await removeOthers().catch((error: unknown) =>
      debug(`a second comment of Conclusive could not be removed yet: ${String(error)}`),
    );
  }

  function isFromNewerRun(comment: CommentAnswer): boolean {
    const state = stateOf(comment);
    return state !== null && isNewer(state.run, run);
  }

  /** Whether this run wrote it earlier, or an older run did. Changes by people stay. */
  function isStale(comment: CommentAnswer): boolean {
    const state = stateOf(comment);
    return earlier.has(plain(comment.body ?? '')) || (state !== null && isNewer(run, state.run));
  }

  async function write(draftOf: Parameters<OwnComment['write']>[0]): Promise<Written> {
    const standing = found === undefined ? ((await store.standing()) ?? (await read())) : found;
    found = undefined;
    const before = standing === null ? null : stateOf(standing);
    if (standing !== null && isFromNewerRun(standing)) {
      await tryToRemoveOthers();
      return { url: standing.html_url, before, isOutdated: true };
    }
    const { render, state, create: isWanted } = draftOf(before);
    if (standing === null && !isWanted) return { url: null, before, isOutdated: false };
    const hidden = `${marker}\n${writeState({ ...state, run })}\n`;
    const body = hidden + render(MAX_COMMENT_CHARS - hidden.length);
    if (last !== null) earlier.add(plain(last));
    last = body;
    earlier.delete(plain(body));
    const updated = standing === null ? null : await store.update(standing.id, body);
    const written = updated ?? (await create(body));
    store.known = written.id;
    await tryToRemoveOthers();
    return { url: written.html_url, before, isOutdated: isFromNewerRun(written) };
  }

  async function settle(text: string): Promise<void> {
    for (let look = 0; look < MAX_LOOKS; look++) {
      const over = lost.overAt(text);
      const wait = Math.min(over - deadline.now(), deadline.left() - LAST_LOOK_MS);
      if (wait > 0) await deadline.sleep(wait);
      if (lost.mayHaveMade || mayHaveOthers || others.length > 0) await read();
      const standing = await store.standing();
      if (standing !== null && isStale(standing)) {
        await store.update(standing.id, text);
        continue;
      }
      await removeOthers();
      if (deadline.now() < over) throw new Error(MAY_BE_REPLACED);
      if (lost.mayHaveMade && store.hasLagged) throw new Error(MAY_BE_TWICE);
      return;
    }
    throw new Error(IS_REPLACED);
  }

  return {
    read: () =>
      inTurn(async () => {
        found = await read().catch((error: unknown) => {
          // The known comment is better than none, because its old text must not stay.
          if (store.known === null || !isAnswerLost(error)) throw error;
          return store.standing();
        });
        return found === null ? null : { state: stateOf(found) };
      }),
    write: (draftOf) => inTurn(() => write(draftOf)),
    takeOver: () => store.cancel(underWay),
    settle: () => inTurn(async () => (last === null ? undefined : settle(last))),
  };
}
