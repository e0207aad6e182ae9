/** One comment for each pull request and config. */
import { debug } from '@actions/core';
import { MAX_COMMENT_CHARS } from '../../report/comment.ts';
import type { GitHubClient } from '../client.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { explainRefusal, isAnswerLost } from '../publish-error.ts';
import type { CommentAnswer } from '../request/answers.ts';
import { type CommentState, commentMarker, type Remembered, readState, writeState } from './comment-state.ts';
import { CommentStore, hasText, type PullRequest, plain } from './comment-store.ts';

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

export interface StandingComment {
  readonly id: number;
  readonly url: string;
  /** null: none, or not readable. */
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
  /** null: there was no comment and none was wanted. */
  readonly url: string | null;
  /** A newer run has written the comment, which stays as it is. */
  readonly isOutdated: boolean;
}

/** The only writer of a config's comment, one step after the other. Methods throw PublishError. */
export interface OwnComment {
  /** Looks through all comments. */
  read(): Promise<StandingComment | null>;
  /** Like `read`, but fetches only the known comment if there is one. */
  glance(): Promise<StandingComment | null>;
  /** @param standing the answer of `read` or `glance` just before */
  write(standing: StandingComment | null, draft: CommentDraft): Promise<Written>;
  /** Cancels what is under way and waits for its end, so that nothing older follows. Never throws. */
  takeOver(): Promise<void>;
  /**
   * Reads the comment back, and writes it again where an earlier write or an older run has replaced it.
   *
   * @throws PublishError where that may happen again
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
    const [found, ...rest] = await store.find();
    store.known = found?.id ?? null;
    others = rest;
    return found ?? null;
  }

  async function glance(): Promise<CommentAnswer | null> {
    return (await store.standing()) ?? (await read());
  }

  /** Two runs that both found no comment may both have created one. */
  async function afterCreation(made: CommentAnswer, body: string): Promise<Written> {
    const first = await read().catch((error: unknown) => {
      if (!isAnswerLost(error)) throw error;
      return null;
    });
    mayHaveOthers ||= first === null || store.hasLagged;
    const kept = first ?? made;
    store.known = kept.id;
    if (isFromNewerRun(kept)) return { url: kept.html_url, isOutdated: true };
    const written = hasText(kept, body) ? kept : ((await store.update(kept.id, body)) ?? kept);
    return { url: written.html_url, isOutdated: false };
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

  function isFromNewerRun({ body }: CommentAnswer): boolean {
    const state = readState(body ?? '');
    return state !== null && isNewer(state.run, run);
  }

  /** Whether this run wrote it earlier, or an older run did. Changes by people stay. */
  function isStale({ body }: CommentAnswer): boolean {
    const state = readState(body ?? '');
    return earlier.has(plain(body ?? '')) || (state !== null && isNewer(run, state.run));
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
    glance: () => inTurn(async () => standingOf(await glance())),
    read: () =>
      inTurn(async () => {
        const found = await read().catch((error: unknown) => {
          // The known comment is better than none, because its old text must not stay.
          if (store.known === null || !isAnswerLost(error)) throw error;
          return store.standing();
        });
        return standingOf(found);
      }),
    write: (standing, { render, state, create: isWanted }) =>
      inTurn(async () => {
        const hidden = `${marker}\n${writeState({ ...state, run })}\n`;
        const body = hidden + render(MAX_COMMENT_CHARS - hidden.length);
        if (standing?.state != null && isNewer(standing.state.run, run)) {
          await tryToRemoveOthers();
          return { url: standing.url, isOutdated: true };
        }
        if (standing === null && !isWanted) return { url: null, isOutdated: false };
        if (last !== null) earlier.add(plain(last));
        last = body;
        earlier.delete(plain(body));
        const updated = standing === null ? null : await store.update(standing.id, body);
        if (updated !== null) store.known = updated.id;
        const written =
          updated === null
            ? await afterCreation(await store.create(body), body)
            : { url: updated.html_url, isOutdated: false };
        await tryToRemoveOthers();
        return written;
      }),
    takeOver: () => store.cancel(underWay),
    settle: () => inTurn(async () => (last === null ? undefined : settle(last))),
  };
}

function standingOf(comment: CommentAnswer | null): StandingComment | null {
  if (comment === null) return null;
  const { id, html_url: url, body } = comment;
  return { id, url, state: readState(body ?? '') };
}
