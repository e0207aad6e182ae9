/** The comment while the experiment trains: made at once, then changed now and then, never in the way of the training. */
import { info } from '@actions/core';
import {
  type LiveStatus,
  NOT_STARTED,
  nextStatus,
  renderInProgress,
  type WaitingComment,
} from '../../report/in-progress.ts';
import type { Progress } from '../../train/progress.ts';
import type { PullRequestContext } from '../event/context.ts';
import type { OwnComment, StandingComment } from './comment.ts';
import { rememberedOf } from './comment-state.ts';

/** Nobody needs it more often, and every change costs two requests. */
const SHORTEST_PAUSE_MS = 20_000;
const LONGEST_PAUSE_MS = 600_000;
/** The pauses grow with the time that has passed: at 20 s, 5 min 20 s, 15 min 20 s, ... */
const PAUSE_SHARE = 15;

export interface LiveComment {
  onProgress(progress: Progress): void;
  /** No further changes. Ends the one that is under way, so that it cannot come after what follows. */
  stop(): Promise<void>;
}

export interface LiveCommentOptions {
  readonly comment: OwnComment;
  readonly context: PullRequestContext;
  /** false: only a comment that stands already shows the progress. */
  readonly create: boolean;
  /** What has just been read, null where there is no comment; undefined where nobody has read it. */
  readonly standing?: StandingComment | null | undefined;
  /** Milliseconds since some point in time. */
  readonly now?: () => number;
}

function pauseAfter(elapsedMs: number): number {
  return Math.min(Math.max(PAUSE_SHARE * elapsedMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
}

function waiting({ head, base, runUrl }: PullRequestContext, last: WaitingComment['last']): WaitingComment {
  return { head: head.ref, base: base?.name ?? null, runUrl, last };
}

export function startLiveComment(options: LiveCommentOptions): LiveComment {
  const { comment, context, create, now = () => performance.now() } = options;
  const start = now();
  let status: LiveStatus = NOT_STARTED;
  let nextAt = start + pauseAfter(0);
  let isOver = false;
  let shown: LiveStatus = status;
  let timer: NodeJS.Timeout | undefined;
  let isWriting = false;
  void write(options.standing);

  async function write(read?: StandingComment | null): Promise<void> {
    isWriting = true;
    await show(read);
    isWriting = false;
    // Only the latest status is shown next, however many came meanwhile.
    if (!isOver && status !== shown) schedule();
  }

  async function show(read?: StandingComment | null): Promise<void> {
    try {
      const standing = read === undefined ? await comment.glance() : read;
      if (isOver) return;
      const state = rememberedOf(standing?.state);
      const { isOutdated } = await comment.write(standing, {
        render: () => {
          shown = status;
          return renderInProgress(status, waiting(context, state.last));
        },
        state,
        create,
      });
      if (isOutdated) isOver = true;
    } catch (error) {
      // What was cancelled gives way to the verdict, which says more.
      if (isOver) return;
      // The verdict is tried again at the end, and it is then that a refusal is a warning.
      isOver = true;
      info(
        `cannot show progress on the pull request: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  function update(): void {
    clearTimeout(timer);
    timer = undefined;
    if (isOver || isWriting || status === shown) return;
    nextAt = now() + pauseAfter(now() - start);
    void write();
  }

  function schedule(): void {
    timer ??= setTimeout(update, Math.max(0, nextAt - now())).unref();
  }

  return {
    onProgress(progress) {
      status = nextStatus(status, progress);
      if (now() >= nextAt) update();
      // Runs of an hour, or a queue that is full: it may be long before the next thing happens.
      else schedule();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      return comment.takeOver();
    },
  };
}
