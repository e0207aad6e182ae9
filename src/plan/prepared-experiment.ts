import type { Config } from '../config/schema/schema.ts';
import type { RunStore } from '../records/store/store.ts';
import type { PreparedModel } from './runs/plan-runs.ts';

/** What is known before the store is read: callers may now bring records from elsewhere. */
export interface PreparedExperiment {
  readonly config: Pick<Config, 'publish'>;
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  readonly looks: readonly number[];
  readonly output: string;
  readonly store: RunStore;
  warn(message: string): void;
}
