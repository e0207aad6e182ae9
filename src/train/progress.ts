/** What happens while an experiment trains, for whoever shows it: a terminal, a CI log, a comment. */
import type { PlannedRun } from '../plan/runs.ts';
import type { RunRecord, RunStatus } from '../records/record.ts';

export type Progress =
  | {
      readonly kind: 'planned';
      /** One line: what trains, on which backend. */
      readonly trainer: string;
      readonly models: readonly string[];
      readonly pairs: number;
      readonly runs: number;
      readonly parallel: number;
    }
  | { readonly kind: 'started'; readonly model: string; readonly seed: number }
  | {
      readonly kind: 'finished';
      readonly model: string;
      readonly seed: number;
      readonly status: RunStatus;
      readonly reused: boolean;
      readonly failure: string | null;
      readonly wallSeconds: number;
      readonly done: number;
      readonly of: number;
      /** Null before the first training has ended. */
      readonly secondsLeft: number | null;
    }
  | { readonly kind: 'warning'; readonly message: string };

/** Counts runs and estimates the time left from those that were trained so far. */
export function createProgress(total: number, parallel: number, report: (progress: Progress) => void) {
  let done = 0;
  let trained = 0;
  let trainedSeconds = 0;
  const finished = (run: PlannedRun, record: RunRecord, reused: boolean) => {
    done += 1;
    if (!reused) {
      trained += 1;
      trainedSeconds += record.cost.wallSeconds;
    }
    report({
      kind: 'finished',
      model: run.model.name,
      seed: run.seed,
      status: record.status,
      reused,
      failure: record.failure,
      wallSeconds: record.cost.wallSeconds,
      done,
      of: total,
      secondsLeft: trained === 0 ? null : ((total - done) * (trainedSeconds / trained)) / parallel,
    });
  };
  return {
    onStarted: (run: PlannedRun) => report({ kind: 'started', model: run.model.name, seed: run.seed }),
    onReused: (run: PlannedRun, record: RunRecord) => finished(run, record, true),
    onFinished: (run: PlannedRun, record: RunRecord) => finished(run, record, false),
  };
}
