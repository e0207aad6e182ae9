import type { RunStore } from '../records/store/store.ts';
import type { PreparedModel } from './runs/plan-runs.ts';

/** Callers may still bring records from elsewhere. */
export interface PreparedExperiment {
  readonly models: readonly PreparedModel[];
  readonly looks: readonly number[];
  readonly output: string;
  readonly store: RunStore;
  /** @throws UserError if another process may train the same runs */
  claim(): Promise<void>;
  warn(message: string): void;
}
