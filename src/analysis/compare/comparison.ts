/** One variant against the baseline on one metric: the numbers of `conclusive.result/1`. */
const VERDICTS = ['improvement', 'regression', 'equivalent', 'inconclusive', 'invalid'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Interval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

export interface SampleSummary {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1). Null with a single run. */
  readonly standardDeviation: number | null;
}

export type Pairing = 'seed' | 'fold' | 'none';

/** What can be said whenever the two arms have been measured at all. */
interface ComparisonBase {
  readonly variant: string;
  readonly metric: string;
  /** The verdict of a `secondary` one is held against the whole level alone, and decides nothing: who acts on verdicts takes `primary`. */
  readonly role: 'primary' | 'secondary';
  /** `seed`, `fold`: the arms share seeds, or folds, and are compared pair by pair. `none`: they share none (Welch). */
  readonly pairing: Pairing;
}

/** The comparison could not be made: too few pairs, broken data. There is no number here to misread. */
export interface ImpossibleComparison extends ComparisonBase {
  readonly verdict: 'invalid' | 'inconclusive';
  readonly reason: string;
  readonly difference: null;
}

/** A comparison with its interval: an effect never travels without one. Differences are turned so that positive is better. */
export interface MeasuredComparison extends ComparisonBase {
  readonly verdict: Exclude<Verdict, 'invalid'>;
  /** Why a verdict was withheld or what makes it special; null where the numbers say it all. */
  readonly reason: string | null;
  /** The check that took an improvement back: `verdict/withhold.ts`. */
  readonly downgradedBy?: string;
  readonly baseline: SampleSummary;
  readonly candidate: SampleSummary;
  /** Pairs in which the variant was better, and of how many; null without pairs. */
  readonly better: { readonly count: number; readonly of: number } | null;
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /**
   * After several looks it is stage-wise: the true differences under which the outcome is in neither tail. Secondary metrics of a
   * design with looks have the repeated one, which covers whenever the experiment stops.
   */
  readonly interval: Interval & {
    readonly method: 'student-t' | 'nadeau-bengio' | 'welch-t' | 'stage-wise' | 'repeated';
  };
  readonly bootstrapInterval: (Interval & { readonly method: 'bca' }) | null;
  readonly pValue: number;
  /** Holm-adjusted over variants × primary metrics; null for secondary metrics, which are exploratory. */
  readonly pValueAdjusted: number | null;
  /** The level that `pValueAdjusted` is held against at this look. */
  readonly significanceLevel: number;
  /** The level that `pValue` itself is held against, and the cross-checks with it: its share of alpha is what others have left it. */
  readonly localLevel: number;
  /** P-value and estimate that account for the earlier looks; null where there was none. */
  readonly stageWise: { readonly pValue: number; readonly estimate: number } | null;
  readonly signFlip: {
    readonly pValue: number;
    readonly exact: boolean;
    readonly smallestAttainable: number;
  } | null;
  /** Bootstrap-t: the t statistic against its law in resamples, for zero, for ±margin, and (one-sided) for −margin. */
  readonly studentised: {
    readonly pValue: number;
    readonly equivalencePValue: number | null;
    readonly nonInferiorityPValue: number | null;
    readonly smallestAttainable: number;
    /** At the level of `interval`: a claim is held to both. A limit is null where few pairs set none. */
    readonly interval: { readonly level: number; readonly low: number | null; readonly high: number | null };
  } | null;
  /** Without pairs: all ways to deal out the results to the two arms. Null with pairs, and where both arms have many runs. */
  readonly permutation: {
    readonly pValue: number;
    readonly exact: boolean;
    readonly smallestAttainable: number;
  } | null;
  readonly wilcoxon: { readonly pValue: number } | null;
  readonly equivalence: {
    readonly margin: number;
    readonly pValue: number;
    /** Holm-adjusted over the primary tests for equivalence; null for secondary metrics. */
    readonly pValueAdjusted: number | null;
    /** The level that it is held against at this look. */
    readonly significanceLevel: number;
    /** The level that `pValue` itself is held against. */
    readonly localLevel: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly effectSize: { readonly name: 'hedges-g-paired' | 'hedges-g'; readonly value: number } | null;
  /** Null for folds: its interval takes runs for independent. */
  readonly probabilityOfImprovement: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly power: {
    readonly minimumDetectableDifference: number;
    /** To find the observed difference, and to show it equivalent where it lies inside the margins; null where no number would do. */
    readonly pairsNeeded: number | null;
    readonly pairsNeededForEquivalence: number | null;
  };
}

export type Comparison = MeasuredComparison | ImpossibleComparison;
