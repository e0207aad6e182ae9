import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { CrossedComponents } from '../../stats/crossed/crossed-test.ts';
import { type CrossedLook, crossedLooks, exampleShare } from '../../stats/crossed/looks.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { pairedTBoundaries, type TBoundary } from '../../stats/sequential/t-boundaries.ts';

/** Levels at one look, as functions of a comparison's part of the error. */
export interface Levels {
  /** Two-sided. */
  difference(alpha: number): number;
  /** Null for a single look, or where the distribution of several is unknown. */
  boundaries(alpha: number): readonly TBoundary[] | null;
  /** Whether the design has no other look, so that its interval has the level of its p. */
  readonly isOnlyLook: boolean;
  /** For a test over seeds and examples at several looks. */
  readonly crossed?: {
    /** Past and future, at a two-sided level. */
    looks(alpha: number): readonly CrossedLook[];
    readonly look: number;
    /** As assumed by the levels. */
    readonly exampleShare: number;
  };
}

/** Below any p-value, but safe to divide by. */
const NOTHING = 1e-300;

/** One look, which spends everything. */
export const SINGLE_LOOK: Levels = {
  isOnlyLook: true,
  difference: (alpha) => alpha,
  boundaries: () => null,
};

/** @param counts numbers of pairs at the looks so far; failed runs make them smaller than planned */
export function sequentialLevels(counts: readonly number[], planned: readonly number[]): Levels {
  const steps = stepsOf(counts, planned);
  const current = currentOf(steps, counts);
  const boundaries = (alpha: number) => boundariesOf(steps, alpha).slice(0, current + 1);
  const level = (alpha: number) => Math.max(boundaries(alpha).at(-1)?.significanceLevel ?? 0, NOTHING);
  return {
    isOnlyLook: steps.length === 1,
    boundaries,
    difference: level,
  };
}

/**
 * For folds, which are not independent draws, and for arms without a shared seed. A look's level is what it may spend,
 * whatever came before (Bonferroni).
 */
export function levelsApart(counts: readonly number[], planned: readonly number[]): Levels {
  const steps = stepsOf(counts, planned);
  const current = currentOf(steps, counts);
  const spent = steps[current]?.spent ?? 0;
  const added = Math.max(spent - (steps[current - 1]?.spent ?? 0), NOTHING);
  const level = (alpha: number) => alpha * added;
  return { isOnlyLook: steps.length === 1, boundaries: () => null, difference: level };
}

interface Step {
  readonly pairs: number;
  readonly spent: number;
}

/**
 * Shape of Kim and DeMets, by which a design spends alpha over its looks. Flatter shapes stop earlier but lose more detection
 * at the end: docs/contributing/decisions/sequential-default.md.
 */
const SHAPE = 3;

function stepsOf(counts: readonly number[], planned: readonly number[]): readonly Step[] {
  const reached = counts.at(-1) ?? 0;
  const looks = [...counts, ...planned.slice(counts.length).filter((pairs) => pairs > reached)];
  const last = looks.at(-1) ?? 0;
  return looks.map((pairs) => ({ pairs, spent: (pairs / last) ** SHAPE }));
}

/** −1 for a look without a new pair. */
function currentOf(steps: readonly Step[], counts: readonly number[]): number {
  return steps.findIndex(({ pairs }) => pairs === counts.at(-1));
}

/** Like `sequentialLevels`, for a test over seeds and examples, where several looks cost less (stats/crossed/looks.ts). */
export function crossedLevels(
  counts: readonly number[],
  planned: readonly number[],
  { components, examples }: { readonly components: CrossedComponents; readonly examples: number },
): Levels {
  const steps = stepsOf(counts, planned);
  const share = exampleShare(components, { seeds: steps.at(-1)?.pairs ?? 0, examples });
  const current = currentOf(steps, counts);
  const looks = (alpha: number) => crossedLooksOf(steps, alpha, share);
  const level = (alpha: number) => Math.max(looks(alpha)[current]?.significanceLevel ?? 0, NOTHING);
  return {
    isOnlyLook: steps.length === 1,
    crossed: { looks, look: Math.max(0, current), exampleShare: share },
    boundaries: () => null,
    difference: level,
  };
}

/** The first look needs no boundaries. */
export function firstLevel(looks: readonly number[], alpha: number): number {
  return alpha * (stepsOf([], looks)[0]?.spent ?? 1);
}

function boundariesOf(steps: readonly Step[], alpha: number): readonly TBoundary[] {
  const [only] = steps;
  // Equals the t test to the last digit.
  if (only !== undefined && steps.length === 1) {
    const level = alpha * only.spent;
    const critical = -studentTQuantile(level / 2, only.pairs - 1);
    return [{ pairs: only.pairs, critical, significanceLevel: level, spent: level }];
  }
  return pairedTBoundaries({
    looks: steps.map(({ pairs }) => pairs),
    alpha,
    spent: steps.map(({ spent }) => spent),
  });
}

function keyOf(steps: readonly Step[]): string {
  return steps.map(({ pairs, spent }) => `${pairs}:${spent}`).join(' ');
}

const knownCrossed = new Map<string, readonly CrossedLook[]>();

function crossedLooksOf(steps: readonly Step[], alpha: number, share: number): readonly CrossedLook[] {
  const key = `${keyOf(steps)} ${alpha} ${share}`;
  const found = knownCrossed.get(key);
  if (found !== undefined) return found;
  const levels = crossedLooks({
    looks: steps.map(({ pairs }) => pairs),
    alpha,
    spent: steps.map(({ spent }) => spent),
    share,
    ofPairs: boundariesOf(steps, alpha),
  });
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
  .describe('significanceLevel applies to a comparison that has all of alpha.');
export type LookSummary = Described<typeof lookSchema>;

export function summariseLooks(looks: readonly number[], alpha: number, taken: number): LookSummary[] {
  // One run per model is a separate question, with all of alpha.
  if (looks.length === 1 && looks[0] === 1) return summariseOnce(1, alpha);
  return boundariesOf(stepsOf([], looks), alpha).map(({ pairs, significanceLevel, spent }, look) => ({
    pairs,
    significanceLevel,
    spent,
    taken: look < taken,
  }));
}

export function summariseOnce(pairs: number, alpha: number): LookSummary[] {
  return [{ pairs, significanceLevel: alpha, spent: alpha, taken: true }];
}
