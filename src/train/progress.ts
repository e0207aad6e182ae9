/** What happens while an experiment trains, for whoever shows it: a terminal, a CI log, a comment. */
import type { Folds } from '../config/schema/folds-schema.ts';
import { type Fold, foldOf } from '../plan/runs/folds.ts';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord, RunStatus } from '../records/record.ts';
import type { SetupStep } from './setup/watch-step.ts';

/** From what may be enough to the worst case. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** Runs that are left to train: to the next look, and to the last one with all that checks may ask for. */
export type RunsLeft = Span;

/** Work that is left. It tells nothing of results: an estimate that did would be a look that nobody planned. */
export interface WorkLeft {
  readonly runs: RunsLeft;
  /** null before a run has told how long one takes. */
  readonly seconds: Span | null;
}

interface RunSeen {
  /** By what it is known: checks train several of one model and seed at a time. */
  readonly run: string;
  readonly model: string;
  /** Left out without tasks. */
  readonly task?: string;
  readonly seed: number;
}

export type Progress = {
  /** An evaluation, whose seeds are repeats. */
  readonly unit?: 'repeat';
} & (
  | {
      readonly kind: 'planned';
      /** One line: what trains, on which backend. */
      readonly trainer: string;
      readonly models: readonly string[];
      /** Numbers of seed pairs at which the results are looked at. */
      readonly looks: readonly number[];
      /** Whether these are folds of a cross-validation. */
      readonly folded?: boolean;
      /** How many, if there are several. */
      readonly tasks?: number;
      readonly parallel: number;
      readonly left: WorkLeft;
    }
  | {
      readonly kind: 'look';
      /** From 1. */
      readonly look: number;
      readonly of: number;
      readonly pairs: number;
      readonly undecided: readonly string[];
      /** Pairs at the next look. */
      readonly next: number;
      readonly left: WorkLeft;
    }
  /** The store was asked: what it has is not trained again. */
  | { readonly kind: 'looked-up'; readonly reused: number; readonly missing: number }
  /** It waits in the queue of an executor. What is lost there waits once more. */
  | (RunSeen & { readonly kind: 'queued' })
  | (RunSeen & { readonly kind: 'started' })
  /** It had been begun, and is not wanted after all. */
  | (RunSeen & { readonly kind: 'stopped' })
  | (RunSeen & {
      readonly kind: 'finished';
      /** Left out where the run is no fold of a cross-validation. */
      readonly fold?: Fold;
      readonly status: RunStatus;
      readonly failure: string | null;
      readonly wallSeconds: number;
      readonly done: number;
      /** In the worst case. It becomes less when a model is settled, and never more. */
      readonly of: number;
      readonly secondsLeft: Span;
    })
  /** The verdict is decided; checks train this many runs of their own, those that are on record among them. */
  | { readonly kind: 'extra-runs'; readonly runs: number; readonly left: WorkLeft }
  /** A command of `trainer.setup`, every second while it lasts. */
  | ({ readonly kind: 'setup' } & SetupStep)
  | { readonly kind: 'warning'; readonly message: string }
);

const seen = ({ fingerprint, model, seed }: PlannedRun): RunSeen => ({
  run: fingerprint,
  model: model.name,
  ...(model.task === undefined ? {} : { task: model.task }),
  seed,
});

export type ExperimentProgress = ReturnType<typeof createProgress>;

/** Counts the runs of a whole experiment and estimates the time left from those that were trained. */
export function createProgress(
  parallel: number,
  report: (progress: Progress) => void,
  folds: Pick<Folds, 'k'> | null = null,
) {
  let done = 0;
  let timed = { runs: 0, seconds: 0 };
  /** Runs that are left; those that checks may ask for are counted apart until they start. */
  let left: RunsLeft = { least: 0, most: 0 };
  let forChecks = 0;

  const secondsFor = (runs: number) => (runs * (timed.seconds / timed.runs)) / parallel;
  const runsLeft = () => ({ least: left.least, most: left.most + forChecks });
  const describeLeft = (): WorkLeft => {
    const runs = runsLeft();
    const seconds = timed.runs === 0 ? null : { least: secondsFor(runs.least), most: secondsFor(runs.most) };
    return { runs, seconds };
  };
  return {
    /** Runs that checks may ask for when the comparison is decided. */
    reserveForChecks(runs: number) {
      forChecks += runs;
    },
    /** @param seconds of runs that are on record: they tell how long the others will take */
    onPlanned(
      plan: {
        readonly trainer: string;
        readonly models: readonly string[];
        readonly looks: readonly number[];
        readonly tasks?: number;
      },
      runs: RunsLeft,
      seconds: readonly number[] = [],
    ) {
      left = runs;
      timed = { runs: seconds.length, seconds: seconds.reduce((sum, one) => sum + one, 0) };
      report({ kind: 'planned', ...plan, folded: folds !== null, parallel, left: describeLeft() });
    },
    onLook(look: Omit<Extract<Progress, { kind: 'look' }>, 'kind' | 'left'>, runs: RunsLeft) {
      left = runs;
      report({ kind: 'look', ...look, left: describeLeft() });
    },
    /** Records that do not hold are trained after all. */
    expect(runs: RunsLeft) {
      left = runs;
    },
    /** @param reserved how many of those that were reserved these runs are in place of */
    onExtraRuns(runs: number, missing: number, reserved: number) {
      forChecks -= reserved;
      left = { least: missing, most: missing };
      if (runs > 0) report({ kind: 'extra-runs', runs, left: describeLeft() });
    },
    onLookedUp: (reused: number, missing: number) => report({ kind: 'looked-up', reused, missing }),
    onQueued: (run: PlannedRun) => report({ kind: 'queued', ...seen(run) }),
    onStarted: (run: PlannedRun) => report({ kind: 'started', ...seen(run) }),
    onStopped: (run: PlannedRun) => report({ kind: 'stopped', ...seen(run) }),
    onFinished(run: PlannedRun, { status, failure, cost }: RunRecord) {
      done += 1;
      left = { least: Math.max(0, left.least - 1), most: Math.max(0, left.most - 1) };
      timed = { runs: timed.runs + 1, seconds: timed.seconds + cost.wallSeconds };
      const { least, most } = runsLeft();
      report({
        kind: 'finished',
        ...seen(run),
        ...(folds === null ? {} : { fold: foldOf(run.seed, folds) }),
        status,
        failure,
        wallSeconds: cost.wallSeconds,
        done,
        of: done + most,
        secondsLeft: { least: secondsFor(least), most: secondsFor(most) },
      });
    },
  };
}
