/** What p-value a test has to reach at a look, when looks are several and comparisons share the error. */

import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { CrossedComponents } from '../../stats/crossed/crossed-test.ts';
import { type CrossedLook, crossedLooks, exampleShare } from '../../stats/crossed/looks.ts';
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
  /** Of a test over seeds and examples at several looks. */
  readonly crossed?: {
    /** Every look, those to come included, at a two-sided level. */
    looks(alpha: number): readonly CrossedLook[];
    /** What the test examples make of the variance at the last look, as the levels have it. */
    readonly exampleShare: number;
  };
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
  const looks = looksOf(counts, planned);
  const current = counts.length - 1;
  const boundaries = (alpha: number) => boundariesOf(looks, alpha).slice(0, current + 1);
  return {
    boundaries,
    difference: (alpha) => boundaries(alpha)[current]?.significanceLevel ?? 0,
    equivalence: (alpha) => (boundaries(2 * alpha)[current]?.significanceLevel ?? 0) / 2,
  };
}

/** The numbers of pairs of the looks taken and of those that may follow. */
function looksOf(counts: readonly number[], planned: readonly number[]): readonly number[] {
  return [...counts, ...planned.slice(counts.length).filter((pairs) => pairs > (counts.at(-1) ?? 0))];
}

/**
 * As `sequentialLevels`, for a test over seeds and examples. The examples stay from look to look, so the looks are more alike than
 * those of seeds alone, and less is lost by looking several times (stats/crossed/looks.ts).
 *
 * @param examples test examples, or clusters of them
 */
export function crossedLevels(
  counts: readonly number[],
  planned: readonly number[],
  { components, examples }: { readonly components: CrossedComponents; readonly examples: number },
): Levels {
  const all = looksOf(counts, planned);
  const share = exampleShare(components, { seeds: all.at(-1) ?? 0, examples });
  const current = counts.length - 1;
  const looks = (alpha: number) => crossedLooksOf(all, alpha, share);
  return {
    crossed: { looks, exampleShare: share },
    boundaries: () => null,
    difference: (alpha) => looks(alpha)[current]?.significanceLevel ?? 0,
    equivalence: (alpha) => (looks(2 * alpha)[current]?.significanceLevel ?? 0) / 2,
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

const knownCrossed = new Map<string, readonly CrossedLook[]>();

function crossedLooksOf(looks: readonly number[], alpha: number, share: number): readonly CrossedLook[] {
  const key = `${looks.join(' ')} ${alpha} ${share}`;
  const found = knownCrossed.get(key);
  if (found !== undefined) return found;
  const ofPairs = boundariesOf(looks, alpha);
  const levels = crossedLooks({ looks, alpha, spending: SPENDING, share, ofPairs });
  knownCrossed.set(key, levels);
  return levels;
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
