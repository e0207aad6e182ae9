import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { Tested } from '../../records/store/tested.ts';
import type { CrossedComponents } from '../../stats/crossed/crossed-test.ts';
import { type CrossedLook, crossedLooks, exampleShare } from '../../stats/crossed/looks.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { pairedTBoundaries, type TBoundary } from '../../stats/sequential/t-boundaries.ts';
import { continueDesign, spentBy } from './continuing.ts';

/** Levels at one look, as functions of a comparison's part of the error. */
export interface Levels {
  /** Two-sided. */
  difference(alpha: number): number;
  /** Null for a single look, or where the distribution of several is unknown. */
  boundaries(alpha: number): readonly TBoundary[] | null;
  /** Share of alpha, including this look. */
  readonly spent: number;
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
  spent: 1,
  isOnlyLook: true,
  difference: (alpha) => alpha,
  boundaries: () => null,
};

/**
 * @param counts numbers of pairs at the looks so far; failed runs make them smaller than planned
 * @param tested what the comparison continues, in shares of alpha (`continueDesign`)
 */
export function sequentialLevels(
  counts: readonly number[],
  planned: readonly number[],
  tested: Tested = continueDesign(planned, 1, undefined),
): Levels {
  const steps = stepsOf(counts, planned, tested);
  const current = currentOf(steps, counts);
  const boundaries = (alpha: number) => boundariesOf(steps, alpha).slice(0, current + 1);
  const level = (alpha: number) => Math.max(boundaries(alpha).at(-1)?.significanceLevel ?? 0, NOTHING);
  return {
    spent: steps[current]?.spent ?? 0,
    isOnlyLook: steps.length === 1,
    boundaries,
    difference: level,
  };
}

/**
 * For folds, which are not independent draws, and for arms without a shared seed. A look's level is what it may spend,
 * whatever came before (Bonferroni).
 */
export function levelsApart(
  counts: readonly number[],
  planned: readonly number[],
  tested: Tested = continueDesign(planned, 1, undefined),
): Levels {
  const steps = stepsOf(counts, planned, tested);
  const current = currentOf(steps, counts);
  const spent = steps[current]?.spent ?? 0;
  const added = Math.max(spent - (steps[current - 1]?.spent ?? 0), NOTHING);
  const level = (alpha: number) => alpha * added;
  return { spent, isOnlyLook: steps.length === 1, boundaries: () => null, difference: level };
}

interface Step {
  readonly pairs: number;
  readonly spent: number;
}

function stepsOf(counts: readonly number[], planned: readonly number[], tested: Tested): readonly Step[] {
  const before = tested.looks.at(-1);
  const from = before?.pairs ?? 0;
  const reached = Math.max(counts.at(-1) ?? 0, from, before?.seeds ?? 0);
  const rest = planned.slice(counts.length).filter((seeds) => seeds > reached);
  const later = [...counts.filter((pairs) => pairs > from), ...rest];
  const last = later.at(-1) ?? from;
  return [...tested.looks, ...later.map((pairs) => ({ pairs, spent: spentBy(tested, pairs, last) }))];
}

/** −1 for a look between two past ones, for which no plan has paid. */
function currentOf(steps: readonly Step[], counts: readonly number[]): number {
  return steps.findIndex(({ pairs }) => pairs === counts.at(-1));
}

/** Like `sequentialLevels`, for a test over seeds and examples, where several looks cost less (stats/crossed/looks.ts). */
export function crossedLevels(
  counts: readonly number[],
  planned: readonly number[],
  { components, examples }: { readonly components: CrossedComponents; readonly examples: number },
  tested: Tested = continueDesign(planned, 1, undefined),
): Levels {
  const steps = stepsOf(counts, planned, tested);
  const share = exampleShare(components, { seeds: steps.at(-1)?.pairs ?? 0, examples });
  const current = currentOf(steps, counts);
  const looks = (alpha: number) => crossedLooksOf(steps, alpha, share);
  const level = (alpha: number) => Math.max(looks(alpha)[current]?.significanceLevel ?? 0, NOTHING);
  return {
    spent: steps[current]?.spent ?? 0,
    isOnlyLook: steps.length === 1,
    crossed: { looks, look: Math.max(0, current), exampleShare: share },
    boundaries: () => null,
    difference: level,
  };
}

/** The first look needs no boundaries. */
export function firstLevel(looks: readonly number[], alpha: number): number {
  const [first = 0] = looks;
  return alpha * spentBy(continueDesign(looks, 1, undefined), first, looks.at(-1) ?? first);
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

export const continuationSchema = z
  .object({
    design: z.number().describe('2 for the second design on these runs.'),
    pairs: z.number().describe('Pairs that were tested before.'),
    left: z.number().describe('Share of alpha left when this design began.'),
  })
  .describe(
    'What an earlier design on the same runs tested and spent: this one does not get the full alpha again.',
  );
export type Continuation = Described<typeof continuationSchema>;

export const pushSchema = z
  .object({
    pullRequest: z.number().nullable().describe('null: unknown, so this counts as the first push.'),
    number: z.number().describe('1 for the first push known to have been tested.'),
    isRemembered: z
      .boolean()
      .describe(
        'Whether earlier pushes are known: this run can read our comment, or the cache of the pull request.',
      ),
    level: z.number().describe('alpha of the config.'),
    isShared: z.boolean().describe('Whether all pushes share alpha; else each is tested at the full alpha.'),
  })
  .describe('Which push of a pull request this is.');
export type Push = Described<typeof pushSchema>;

export function summariseLooks(
  looks: readonly number[],
  alpha: number,
  taken: number,
  tested: Tested = continueDesign(looks, 1, undefined),
): LookSummary[] {
  // One run per model is a separate question, with all of alpha.
  if (looks.length === 1 && looks[0] === 1) return summariseOnce(1, alpha);
  const boundaries = boundariesOf(stepsOf([], looks, tested), alpha);
  const before = tested.looks;
  return looks.map((pairs, look) => {
    const known = before.find(({ seeds }) => seeds === pairs)?.pairs ?? pairs;
    const boundary = boundaries.find((one) => one.pairs === known);
    return {
      pairs,
      significanceLevel: boundary?.significanceLevel ?? 0,
      spent: boundary?.spent ?? 0,
      taken: look < taken,
    };
  });
}

export function summariseOnce(pairs: number, alpha: number): LookSummary[] {
  return [{ pairs, significanceLevel: alpha, spent: alpha, taken: true }];
}
