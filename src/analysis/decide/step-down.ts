/**
 * Holm's step-down procedure for tests whose levels depend on a look.
 *
 * The p-value that is smallest against the level of an equal share of alpha goes first; each test that rejects hands its
 * share on to the rest. At a single look the level of a share is the share itself, and this is Holm's procedure.
 *
 * Source: S. Holm, Scandinavian J. of Statistics 6 (1979); W. Maurer and F. Bretz, Statistics in Biopharmaceutical
 * Research 5 (2013), for group-sequential designs: the family-wise error stays at alpha because every level rises with the share.
 */
export interface SharedTest {
  readonly pValue: number;
  /** The p-value that this test has to reach when `share` of the error is its own. */
  level(share: number): number;
}

export interface SharedLevel {
  /** At most `significanceLevel` exactly where the test rejects. */
  readonly pValueAdjusted: number;
  /** The level of the test if all of alpha were its own. */
  readonly significanceLevel: number;
  /** The level of the share that was left for it: what its own p-value is held against. */
  readonly localLevel: number;
  /** That share of alpha. */
  readonly share: number;
}

/**
 * @param sharers how many tests alpha is shared by; more than `tests` where some cannot be made (yet)
 * @returns in the order of `tests`
 */
export function stepDown(tests: readonly SharedTest[], alpha: number, sharers = tests.length): SharedLevel[] {
  const remaining = new Set(tests);
  const levels = new Map<SharedTest, SharedLevel>();
  let worst = 0;
  let left = sharers;
  /** What was left where the first did not reject: the procedure ends there, so the rest are held to no more. */
  let held: number | undefined;
  while (remaining.size > 0) {
    const share = alpha / left;
    const ratios = [...remaining].map((test) => [test, ratioTo(test.level(share), test)] as const);
    const ratio = Math.min(...ratios.map(([, own]) => own));
    // Tests that tie go together: else the order of the variants would decide which of them has the larger share.
    const next = ratios.filter(([, own]) => own === ratio).map(([test]) => test);
    if (ratio > 1) held ??= share;
    for (const test of next) {
      const significanceLevel = test.level(alpha);
      const level = test.level(share);
      // Written so that a test that shares with none keeps its p-value to the last bit.
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

/** A level of zero is reached by none, a p-value of zero included. */
function ratioTo(level: number, { pValue }: SharedTest): number {
  return level > 0 ? pValue / level : Number.POSITIVE_INFINITY;
}
