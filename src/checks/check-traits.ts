import type { Comparison } from '../analysis/compare/comparison.ts';
import type { RunRecord } from '../records/record.ts';
import type { Finding } from './check.ts';
import type { Evidence, ResultSource, Setup } from './evidence.ts';
import type { HeadlineClause } from './headline.ts';

/** What the other layers ask of a check, so that none of them needs its name. */
export interface CheckTraits {
  /** What the page draws beside the finding. Default: the value against its limit. */
  readonly picture?: 'losses' | 'runs' | 'named-slices' | 'found-slices';
  /** Whether the learning curves show what it found. */
  readonly isSeenInCurves?: true;
  readonly headline?: readonly HeadlineClause[];
  /** What a seed varies, in the first line, where it warns. */
  readonly seedVaries?: string;
  /** The entry of `gate.fail-on` and `gate.warn-on` that this check triggers. */
  readonly gateEntry?: GateEntry;
  /** Whether more runs of a model cannot turn its failure. */
  readonly isFinal?: true;
  readonly early?: EarlyFailure;
  /** What the first line calls an improvement that `withholds` took back. */
  readonly withheldAs?: string;
  /** Words for results that exist. */
  reword?(finding: Finding, source: ResultSource): Partial<Finding>;
  /**
   * Whether an improvement that the check warns of is no longer called one.
   *
   * @returns the reason; null where it stands
   */
  withholds?(comparison: Comparison, known: Setup & Pick<Evidence, 'records'>): string | null;
}

export const GATE_ENTRIES = ['overfitting', 'slices', 'creep'] as const;
type GateEntry = (typeof GATE_ENTRIES)[number];

/** A failure that is certain before all runs are trained. */
interface EarlyFailure {
  /** What its failure breaks. */
  readonly breaks: 'experiment' | 'model';
  /**
   * Called once for each model.
   *
   * @param planned runs of the model
   * @returns a cheap test of the next record: whether the check could fail now
   */
  watch(setup: Setup, planned: number): (record: RunRecord, own: readonly RunRecord[]) => boolean;
}
