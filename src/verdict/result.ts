/** The result, `conclusive.result/1`: what `--json`, the artifact and the action's outputs are made of. All numbers are full doubles. */
import type { Comparison, Verdict } from '../analysis/compare/comparison.ts';
import type { MeanCurve } from '../analysis/compare/curves.ts';
import type { LookSummary } from '../analysis/decide/levels.ts';
import type { TestSetChance, UnknownTestSetChance } from '../analysis/examples/test-set-chance.ts';
import type { Check } from '../checks/check.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { PolicyChange } from '../config/file/policy-changes.ts';
import type { RunStatus, Split } from '../records/record.ts';
import type { ClaimResult } from './claim.ts';
import type { GateDecision } from './gate.ts';

export const RESULT_SCHEMA = 'conclusive.result/1';

/** One model's share of the experiment. */
export interface ModelSummary {
  readonly name: string;
  /** `base`, `head`, another ref, or null for the checkout. */
  readonly ref: string | null;
  readonly commit: string | null;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  /** Trainable parameters; null when unknown. */
  readonly parameters: number | null;
  readonly runs: Readonly<Record<RunStatus, number>>;
  /** metric -> per-seed values of finished runs, in seed order. */
  readonly values: Readonly<Record<string, ReadonlyArray<{ readonly seed: number; readonly value: number }>>>;
}

export interface RunCosts {
  readonly trained: number;
  readonly reused: number;
  /** The first and the last day (UTC) on which the comparison's reused runs were trained, where their records tell. */
  readonly reusedDays?: readonly [string, string];
  readonly retried: number;
  /** Of the trained and reused: runs that belong to checks, and to no comparison. */
  readonly forChecks?: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly parallel: number;
  readonly failures: ReadonlyArray<{
    readonly model: string;
    readonly seed: number;
    readonly status: RunStatus;
    readonly message: string;
  }>;
}

/** The plan of looks, and which of them were taken. A fixed design has one look that spends all of alpha. */
export interface Design {
  readonly kind: 'fixed' | 'sequential';
  readonly alpha: number;
  readonly minimumPairs: number;
  readonly maximumPairs: number;
  readonly looks: readonly LookSummary[];
  readonly vary: readonly string[];
  /** Left out where the data is split once. */
  readonly folds?: { readonly k: number; readonly repeats: number };
}

export interface Provenance {
  readonly program: string;
  readonly version: string;
  readonly config: string;
  readonly trainer: string;
  /** `4f2a91c` (head) and `main@91be0d3` (base) as the report shows them; null outside git. */
  readonly head: string | null;
  readonly base: string | null;
  /** Whether the head is a checkout with changes that are in no commit. */
  readonly uncommitted?: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** The one command that repeats the experiment. */
  readonly command: string;
  /** Sentences that the reader has to know, e.g. that the config was the head's because the base has none. */
  readonly notices: readonly string[];
  /** What the head would have govern in place of the base's config; left out where it proposes nothing. */
  readonly policyChanges?: readonly PolicyChange[];
}

export interface ExperimentResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly verdict: Verdict;
  /** True unless the verdict is `inconclusive` or `invalid`. */
  readonly conclusive: boolean;
  /** One sentence: why the verdict is what it is, where it is not plain from the comparisons (e.g. `invalid`). */
  readonly reason: string | null;
  readonly metrics: readonly Metric[];
  /** metric -> the split that its values are from; a metric that no finished run reports is left out. */
  readonly splits?: Readonly<Record<string, Split>>;
  readonly comparisons: readonly Comparison[];
  /** What new test examples would add to the chance of new seeds, by variant and primary metric. */
  readonly testSetChances: ReadonlyArray<TestSetChance | UnknownTestSetChance>;
  readonly checks: readonly Check[];
  /** null: nothing was claimed beforehand. */
  readonly claim: ClaimResult | null;
  readonly design: Design;
  readonly models: readonly ModelSummary[];
  readonly curves: readonly MeanCurve[];
  readonly runs: RunCosts;
  readonly gate: GateDecision;
  readonly provenance: Provenance;
}
