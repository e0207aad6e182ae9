import type { Comparison } from '../analysis/compare/comparison.ts';
import type { RunRecord } from '../records/record.ts';
import type { Finding } from './check.ts';
import type { Evidence, ResultSource, Setup } from './evidence.ts';
import type { HeadlineClause } from './headline.ts';

/** What other layers ask of a check, so that none of them needs its name. */
export interface CheckTraits {
  /** What the page draws next to the finding. Default: the value and its limit. */
  readonly picture?: 'losses' | 'runs' | 'named-slices' | 'found-slices';
  /** Whether the learning curves show the finding. */
  readonly isSeenInCurves?: true;
  readonly headline?: readonly HeadlineClause[];
  /** What a seed varies, in the first line of the report, if the check warns. */
  readonly seedVaries?: string;
  /** The entry of `gate.fail-on` and `gate.warn-on` that this check triggers. */
  readonly gateEntry?: GateEntry;
  /** Whether more runs of a model can't undo its failure. */
  readonly isFinal?: true;
  readonly early?: EarlyFailure;
  /** Whether it judges runs of one model that differ by their seed alone. */
  readonly isOfSeeds?: true;
  /** Whether it also judges evaluations, which train nothing. */
  readonly isOfEvaluations?: true;
  /** What the first line calls an improvement that `withholds` took back. */
  readonly withheldAs?: string;
  /** Words for existing results. */
  reword?(finding: Finding, source: ResultSource): Partial<Finding>;
  /** @returns why an improvement that the check warns of is no longer called one; null if it still is */
  withholds?(comparison: Comparison, known: Setup & Pick<Evidence, 'records'>): string | null;
}

export const GATE_ENTRIES = ['overfitting', 'slices', 'reference'] as const;
type GateEntry = (typeof GATE_ENTRIES)[number];

/** A failure that is certain before all runs are trained. */
interface EarlyFailure {
  readonly breaks: 'experiment' | 'model';
  /** Whether a failure on these records of one model stands, whatever its other planned runs bring. */
  isCertain(records: readonly RunRecord[], setup: Setup, planned: number): boolean;
}
