/** The comment while an experiment trains. */
import type { Progress } from '../train/progress.ts';
import { roughDuration } from '../words/duration.ts';
import { NBSP } from '../words/number.ts';
import { plural } from '../words/plural.ts';
import { wordsOf } from '../words/unit-words.ts';
import { cleanLine } from './format/clean.ts';
import { codeSpan, safeUrl } from './format/escape.ts';

const MAX_PROGRAM_CHARS = 40;

export interface LiveStatus {
  readonly models: number;
  /** Pairs at each look; empty before the plan is made. */
  readonly looks: readonly number[];
  /** Pairs at the last look. */
  readonly lookedAt: number;
  readonly training: number;
  /** Finished since the last look. */
  readonly runs: number;
  readonly secondsLeft: number | null;
  /** The command of `trainer.setup` that runs now; null: none. */
  readonly setup: string | null;
  /** Keys of the runs in the queue of an executor. */
  readonly queued: ReadonlySet<string>;
  readonly unit?: 'repeat';
}

export const NOT_STARTED: LiveStatus = {
  models: 0,
  looks: [],
  lookedAt: 0,
  training: 0,
  runs: 0,
  secondsLeft: null,
  setup: null,
  queued: new Set(),
};

export function nextStatus(status: LiveStatus, progress: Progress): LiveStatus {
  switch (progress.kind) {
    case 'planned': {
      const models = progress.models.length;
      const { looks, unit } = progress;
      return { ...status, models, training: models, looks, ...(unit && { unit }) };
    }
    case 'setup': {
      const setup = progress.isOver ? null : progress.program;
      // Every new status is one more edit of the comment.
      return setup === status.setup ? status : { ...status, setup };
    }
    case 'looked-up':
      return { ...status, runs: status.runs + progress.reused };
    case 'queued':
      return { ...status, queued: new Set([...status.queued, progress.run]) };
    case 'started':
    case 'stopped':
      return status.queued.has(progress.run) ? withoutQueued(status, progress.run) : status;
    case 'finished':
      return {
        ...withoutQueued(status, progress.run),
        runs: status.runs + 1,
        secondsLeft: progress.secondsLeft.least,
      };
    case 'look':
      return {
        ...status,
        lookedAt: progress.pairs,
        training: progress.undecided.length + 1,
        runs: 0,
        secondsLeft: progress.left.seconds?.least ?? null,
      };
    default:
      return status;
  }
}

function withoutQueued(status: LiveStatus, run: string): LiveStatus {
  return { ...status, queued: new Set([...status.queued].filter((one) => one !== run)) };
}

/** An estimate: runs are interleaved. */
function pairsDone({ lookedAt, runs, training }: LiveStatus): number {
  return lookedAt + (training === 0 ? 0 : Math.floor(runs / training));
}

export interface WaitingComment {
  readonly head: string;
  readonly base: string | null;
  readonly runUrl: string | null;
  /** Of another commit. */
  readonly last: { readonly verdict: string; readonly commit: string } | null;
}

export function renderInProgress(status: LiveStatus, { head, base, runUrl, last }: WaitingComment): string {
  const against = base === null ? '' : ` against ${codeSpan(base)}`;
  const run = runUrl === null ? null : safeUrl(runUrl);
  const lines = [
    `### ⏳ In progress: ${codeSpan(shortCommit(head))}${against}`,
    [progressSentence(status), run === null ? '' : `[Log of the run](${run}).`].filter(Boolean).join(' '),
    last === null ? '' : `Previous result, for ${codeSpan(shortCommit(last.commit))}: ${last.verdict}.`,
  ];
  return `${lines.filter(Boolean).join('\n\n')}\n`;
}

function progressSentence(status: LiveStatus): string {
  const { looks, models, secondsLeft } = status;
  if (status.setup !== null)
    return `Installing the environment (${codeSpan(cleanLine(status.setup, MAX_PROGRAM_CHARS))}).`;
  const next = looks.find((pairs) => pairs > status.lookedAt);
  if (next === undefined) return 'Preparing the models.';
  const most = looks.at(-1) ?? next;
  const limit = most === next ? '' : `, and ${most} at most`;
  const left =
    secondsLeft === null
      ? ''
      : ` About ${roughDuration(secondsLeft)} left until ${most === next ? 'then' : 'that look'}.`;
  const { size } = status.queued;
  const waiting = size === 0 ? '' : ` ${plural(size, 'run waits', 'runs wait')} in the queue.`;
  // A failed run counts as done and may run again.
  const done = Math.min(pairsDone(status), next);
  return `**${done} of ${next}${NBSP}${wordsOf(status).pair}s** of ${models} models are done; the next look is at ${next}${limit}.${waiting}${left}`;
}

export function shortCommit(ref: string): string {
  return /^[0-9a-f]{40,64}$/.test(ref) ? ref.slice(0, 7) : ref;
}
