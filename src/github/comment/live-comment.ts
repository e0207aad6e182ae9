/** Shows progress in the comment, and never delays the training. */
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
import type { OwnComment } from './comment.ts';
import { rememberedOf } from './comment-state.ts';

/** Every change costs two requests. */
const SHORTEST_PAUSE_MS = 20_000;
const LONGEST_PAUSE_MS = 600_000;
/** Pauses grow with the elapsed time: changes at 20 s, 5 min 20 s, 15 min 20 s, ... */
const PAUSE_SHARE = 15;

export interface LiveComment {
  onProgress(progress: Progress): void;
  /** Ends all changes, so that none can follow the verdict. */
  stop(): Promise<void>;
}

export interface LiveCommentOptions {
  readonly comment: OwnComment;
  readonly context: PullRequestContext;
  /** false: shows progress in an existing comment only. */
  readonly create: boolean;
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
  void write();

  async function write(): Promise<void> {
    isWriting = true;
    await show();
    isWriting = false;
    if (!isOver && status !== shown) schedule();
  }

  async function show(): Promise<void> {
    try {
      const { isOutdated } = await comment.write((before) => {
        const state = rememberedOf(before);
        shown = status;
        return { render: () => renderInProgress(status, waiting(context, state.last)), state, create };
      });
      if (isOutdated) isOver = true;
    } catch (error) {
      if (isOver) return;
      // The verdict is tried at the end all the same, and warns of a refusal.
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
      // The next event may be an hour away.
      else schedule();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      return comment.takeOver();
    },
  };
}
