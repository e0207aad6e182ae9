/** What happens while an experiment trains, for whoever shows it: a terminal, a CI log, a comment. */
import type { Folds } from '../config/schema/folds-schema.ts';
import { type Fold, foldOf } from '../plan/runs/folds.ts';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord, RunStatus } from '../records/record.ts';

export type Progress =
  | {
      readonly kind: 'planned';
      /** One line: what trains, on which backend. */
      readonly trainer: string;
      readonly models: readonly string[];
      /** Numbers of seed pairs at which the results are looked at. */
      readonly looks: readonly number[];
      /** Whether these are folds of a cross-validation. */
      readonly folded?: boolean;
      readonly parallel: number;
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
    }
  /** The store was asked: what it has is not trained again. */
  | { readonly kind: 'looked-up'; readonly reused: number; readonly missing: number }
  | { readonly kind: 'started'; readonly model: string; readonly seed: number }
  | {
      readonly kind: 'finished';
      readonly model: string;
      readonly seed: number;
      /** Left out where the run is no fold of a cross-validation. */
      readonly fold?: Fold;
      readonly status: RunStatus;
      readonly failure: string | null;
      readonly wallSeconds: number;
      readonly done: number;
      readonly of: number;
      readonly secondsLeft: number;
    }
  /** The verdict is decided; checks train this many runs of their own, those that are on record among them. */
  | { readonly kind: 'extra-runs'; readonly runs: number }
  | { readonly kind: 'warning'; readonly message: string };

/** Counts runs and estimates the time left from those that were trained so far. */
export function createProgress(
  parallel: number,
  report: (progress: Progress) => void,
  folds: Pick<Folds, 'k'> | null = null,
) {
  let total = 0;
  let done = 0;
  let trainedSeconds = 0;
  return {
    onPlanned: (plan: { trainer: string; models: readonly string[]; looks: readonly number[] }) =>
      report({ kind: 'planned', ...plan, folded: folds !== null, parallel }),
    onLook: (look: Omit<Extract<Progress, { kind: 'look' }>, 'kind'>) => report({ kind: 'look', ...look }),
    onLookedUp(reused: number, missing: number, begun = 0) {
      total += missing - begun;
      report({ kind: 'looked-up', reused, missing });
    },
    onStarted(run: PlannedRun, isAhead = false) {
      if (isAhead) total += 1;
      report({ kind: 'started', model: run.model.name, seed: run.seed });
    },
    onFinished(run: PlannedRun, { status, failure, cost }: RunRecord) {
      done += 1;
      trainedSeconds += cost.wallSeconds;
      report({
        kind: 'finished',
        model: run.model.name,
        seed: run.seed,
        ...(folds === null ? {} : { fold: foldOf(run.seed, folds) }),
        status,
        failure,
        wallSeconds: cost.wallSeconds,
        done,
        of: total,
        secondsLeft: ((total - done) * (trainedSeconds / done)) / parallel,
      });
    },
  };
}
