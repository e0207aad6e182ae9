/**
 * Holm's step-down procedure for tests whose levels depend on a look. The smallest p-value relative to the level of an equal
 * share of alpha goes first; each test that rejects passes its share on.
 *
 * Source: S. Holm, Scandinavian J. of Statistics 6 (1979); W. Maurer and F. Bretz, Statistics in Biopharmaceutical Research 5
 * (2013): the family-wise error stays at alpha because every level rises with the share.
 */
export interface SharedTest {
  readonly pValue: number;
  /** The p-value that this test must reach with `share` of the error. */
  level(share: number): number;
}

export interface SharedLevel {
  /** At most `significanceLevel` exactly where the test rejects. */
  readonly pValueAdjusted: number;
  /** With all of alpha. */
  readonly significanceLevel: number;
  /** At the share that was left for this test. */
  readonly localLevel: number;
  readonly share: number;
}

/**
 * @param sharers how many tests share alpha; more than `tests` where some cannot be made (yet)
 * @returns in the order of `tests`
 */
export function stepDown(tests: readonly SharedTest[], alpha: number, sharers = tests.length): SharedLevel[] {
  const remaining = new Set(tests);
  const levels = new Map<SharedTest, SharedLevel>();
  let worst = 0;
  let left = sharers;
  /** At the first test that does not reject; later tests get no more. */
  let held: number | undefined;
  while (remaining.size > 0) {
    const share = alpha / left;
    const ratios = [...remaining].map((test) => [test, ratioTo(test.level(share), test)] as const);
    const ratio = Math.min(...ratios.map(([, own]) => own));
    // Tied tests go together, else the order of variants would decide their shares.
    const next = ratios.filter(([, own]) => own === ratio).map(([test]) => test);
    if (ratio > 1) held ??= share;
    for (const test of next) {
      const significanceLevel = test.level(alpha);
      const level = test.level(share);
      // This order keeps the p-value of a test without sharers to the last bit.
      const own = test.pValue * (significanceLevel / level);
      const pValueAdjusted = Math.min(1, ratio >= worst ? own : worst * significanceLevel);
      const localLevel = held === undefined ? level : test.level(held);
      levels.set(test, { pValueAdjusted, significanceLevel, localLevel, share: held ?? share });
      remaining.delete(test);
    }
    worst = Math.max(worst, ratio);
    left -= next.length;
  }
  return tests.map((test) => levels.get(test) as SharedLevel);
}

/** No test reaches a level of zero, even with a p-value of zero. */
function ratioTo(level: number, { pValue }: SharedTest): number {
  return level > 0 ? pValue / level : Number.POSITIVE_INFINITY;
}
