/**
 * Bonferroni's rule: each test of a family gets an equal part of alpha, at every look. Its interval has the level of its p-value,
 * so the intervals of the whole family cover together with at least 1 − alpha. Holm's rule finds a few points more, but no
 * intervals that agree with it say more than "off zero" (docs/contributing/decisions/one-interval.md).
 */
interface SharedTest {
  readonly pValue: number;
  /** The p-value that this test must reach with `share` of the error. */
  level(share: number): number;
}

export interface SharedLevel {
  /** At most `significanceLevel` exactly where the test rejects. */
  readonly pValueAdjusted: number;
  /** With all of alpha. */
  readonly significanceLevel: number;
  /** At the share of this test. */
  readonly localLevel: number;
  readonly share: number;
}

/** @param sharers how many tests share alpha, those included that cannot be made (yet) */
export function equalShare({ pValue, level }: SharedTest, alpha: number, sharers: number): SharedLevel {
  const share = alpha / sharers;
  const significanceLevel = level(alpha);
  const localLevel = level(share);
  // This order keeps the p-value of a test without sharers to the last bit.
  const pValueAdjusted = Math.min(1, pValue * (significanceLevel / localLevel));
  return { pValueAdjusted, significanceLevel, localLevel, share };
}
