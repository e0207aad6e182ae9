/** What p-value a test has to reach at a look, when looks are several and comparisons share the error. */

import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { type Spending, spent } from '../../stats/sequential/spending.ts';
import { pairedTBoundaries, type TBoundary } from '../../stats/sequential/t-boundaries.ts';

/**
 * How the error is spent over the looks: with a power of the share of the data that is in. Less steep shapes stop earlier and
 * lose more detection at the end; this one, with the looks of plan/runs/plan-looks.ts, loses less than three points against a fixed design
 * of the same maximum and halves the runs that a large effect takes: see docs/decisions/sequential-default.md.
 */
const SPENDING: Spending = { kind: 'kim-demets', shape: 3 };

/** The levels of one look for one comparison, given how much of the error is its own. */
export interface Levels {
  /** Two-sided p-value that a test for a difference has to reach. */
  difference(alpha: number): number;
  /** One-sided p-value that both tests for equivalence have to reach. */
  equivalence(alpha: number): number;
  /** Boundaries up to and including this look; null for a design with a single look. */
  boundaries(alpha: number): readonly TBoundary[] | null;
}

/** One look, which spends everything. */
export const SINGLE_LOOK: Levels = {
  difference: (alpha) => alpha,
  equivalence: (alpha) => alpha,
  boundaries: () => null,
};

/**
 * The levels after `counts`, the numbers of pairs that the comparison had at the looks taken so far (failed runs make them
 * smaller than planned), of a design that ends at `maximum`.
 *
 * Equivalence is two one-sided tests, each with all of alpha: a two-sided boundary for twice alpha, halved.
 */
export function sequentialLevels(counts: readonly number[], planned: readonly number[]): Levels {
  const rest = planned.slice(counts.length).filter((pairs) => pairs > (counts.at(-1) ?? 0));
  const looks = [...counts, ...rest];
  const current = counts.length - 1;
  const boundaries = (alpha: number) => boundariesOf(looks, alpha).slice(0, current + 1);
  return {
    boundaries,
    difference: (alpha) => boundaries(alpha)[current]?.significanceLevel ?? 0,
    equivalence: (alpha) => (boundaries(2 * alpha)[current]?.significanceLevel ?? 0) / 2,
  };
}

/** The level of the first look, which is what has been spent by then. Needs no boundaries. */
export function firstLevel(looks: readonly number[], alpha: number): number {
  const [first = 0] = looks;
  return 2 * spent(SPENDING, first / (looks.at(-1) ?? first), alpha / 2);
}

/** Boundaries take a quarter of a second and are asked for again at every look. */
const known = new Map<string, readonly TBoundary[]>();

function boundariesOf(looks: readonly number[], alpha: number): readonly TBoundary[] {
  const key = `${looks.join(' ')} ${alpha}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const boundaries = pairedTBoundaries({ looks, alpha, spending: SPENDING });
  known.set(key, boundaries);
  return boundaries;
}

export const lookSchema = z
  .object({
    pairs: z.number(),
    significanceLevel: z.number(),
    spent: z.number().describe('Two-sided error used up to and including this look.'),
    taken: z.boolean(),
  })
  .describe('The level is that of a comparison that has all of alpha for itself.');
export type LookSummary = Described<typeof lookSchema>;

export function summariseLooks(looks: readonly number[], alpha: number, taken: number): LookSummary[] {
  const boundaries = looks.length === 1 ? null : boundariesOf(looks, alpha);
  return looks.map((pairs, look) => ({
    pairs,
    significanceLevel: boundaries?.[look]?.significanceLevel ?? alpha,
    spent: boundaries?.[look]?.spent ?? alpha,
    taken: look < taken,
  }));
}
