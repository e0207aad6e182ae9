import type { CrossedEstimate } from '../../stats/crossed/crossed-test.ts';

/** What a test over seeds and examples needs to know of one comparison. */
export interface CrossedSample {
  /** Of candidate − baseline, whichever way is better. */
  readonly estimate: CrossedEstimate;
  /** Null where each example is one of its own. */
  readonly clusters: number | null;
  /** McNemar's mid-p, of one run each that are right or wrong on every example; else null. */
  readonly midPValue: number | null;
  /** Of the swap test, and the smallest that it can show; null where every class has test examples enough. */
  readonly swap: {
    readonly fewest: number;
    readonly pValue: number;
    readonly smallestAttainable: number;
  } | null;
}

/** What is known of the test examples behind one comparison. */
export interface ComparedExamples {
  /** Null where no predictions tell it. */
  readonly testExamples: number | null;
  /** Null where there is no test over examples. */
  readonly sample: CrossedSample | null;
  /** Why there is none. */
  readonly reason: string | null;
  /** Whether the comparison is to be made over examples or not at all. */
  readonly isRequired: boolean;
}

export type ExamplesOf = (variant: string, metric: string) => ComparedExamples;
