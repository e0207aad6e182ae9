import type { Config } from '../config/schema/schema.ts';
import type { RunStore } from '../records/store/store.ts';
import type { PreparedModel } from './runs/plan-runs.ts';

/** What is known before the first look into the store: whoever has records elsewhere may bring them now. */
export interface PreparedExperiment {
  readonly config: Pick<Config, 'publish'>;
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  /** Pairs at each look. */
  readonly looks: readonly number[];
  /** Where records and reports are kept. */
  readonly output: string;
  readonly store: RunStore;
  warn(message: string): void;
}
