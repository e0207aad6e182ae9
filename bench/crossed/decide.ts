import { sequentialLevels } from '../../src/analysis/decide/levels.ts';
import { crossedEquivalence } from '../../src/stats/crossed/crossed-test.ts';
import {
  type CrossedLook,
  crossedLooks,
  exampleShare,
  informationAt,
} from '../../src/stats/crossed/looks.ts';
import { chanceOfVerdict } from '../../src/stats/sequential/futility.ts';
import { kimDeMets } from '../../test/support/spending.ts';
import { crossed, LOOKS, type PValue, type Seen } from './looks.ts';

export const ALPHA = 0.05;
const PAIRS = LOOKS.at(-1) as number;
/** As in src/analysis/decide/levels.ts. */
const SPENT = kimDeMets(LOOKS, 3);

export interface Outcome {
  readonly verdict: 'improvement' | 'regression' | 'equivalent' | 'inconclusive';
  readonly look: number;
  readonly pairs: number;
}

export interface Design {
  /** Whether levels use the examples' share of variance. */
  readonly knowsExamples: boolean;
  readonly skewObjects: boolean;
  /** The experiment ends if the chance of a verdict is below this. */
  readonly futility: number;
}

export const DEFAULT: Design = { knowsExamples: true, skewObjects: true, futility: 0.05 };

interface Question {
  readonly margin?: number | null;
  /** This comparison's share of the experiment's error. */
  readonly alpha?: number;
}

export function decide(
  seen: readonly Seen[],
  design: Design,
  { margin = null, alpha = ALPHA }: Question = {},
): Outcome {
  for (const [look, each] of seen.entries()) {
    const pairs = LOOKS[look] as number;
    const verdict = verdictAt(each, look, design, margin, alpha);
    const isLast = look === seen.length - 1;
    if (verdict !== 'inconclusive' || isLast) return { verdict, look, pairs };
    if (design.futility > 0 && isFutile(each, design, margin, alpha)) return { verdict, look, pairs };
  }
  throw new Error('an experiment requires at least one look');
}

/** Looks once, without objections. */
export function decideFixed(seen: readonly Seen[], pValue: PValue = crossed, alpha = ALPHA): Outcome {
  const last = seen.at(-1) as Seen;
  const isClaimed = pValue(last) <= alpha;
  return { verdict: isClaimed ? claimOf(last) : 'inconclusive', look: seen.length - 1, pairs: PAIRS };
}

/** Uses levels of paired seeds for any test. */
export function decideByPairs(seen: readonly Seen[], pValue: PValue): Outcome {
  for (const [look, each] of seen.entries()) {
    const { significanceLevel } = looksOf(0, ALPHA)[look] as CrossedLook;
    if (pValue(each) <= significanceLevel) {
      return { verdict: claimOf(each), look, pairs: LOOKS[look] as number };
    }
  }
  return { verdict: 'inconclusive', look: LOOKS.length - 1, pairs: PAIRS };
}

export function isClaim({ verdict }: Outcome): boolean {
  return verdict === 'improvement' || verdict === 'regression';
}

function verdictAt(
  { estimate, test, layout }: Seen,
  look: number,
  { knowsExamples, skewObjects }: Design,
  margin: number | null,
  alpha: number,
): Outcome['verdict'] {
  if (test === null) return 'inconclusive';
  const share = knowsExamples ? shareOf({ estimate }) : 0;
  if (margin !== null) {
    const level = (looksOf(share, 2 * alpha)[look] as CrossedLook).significanceLevel / 2;
    const equivalence = crossedEquivalence(estimate, { margin, alpha });
    if (equivalence.pValue <= level) {
      return skewObjects && equivalence.skewCorrectedPValue > level ? 'inconclusive' : 'equivalent';
    }
  }
  const level = (looksOf(share, alpha)[look] as CrossedLook).significanceLevel;
  if (test.pValue > level || (skewObjects && test.skewCorrectedPValue > level)) return 'inconclusive';
  return claimOf({ layout });
}

function isFutile(
  { estimate }: Seen,
  { knowsExamples, futility }: Design,
  margin: number | null,
  alpha: number,
): boolean {
  const share = shareOf({ estimate });
  const levelShare = knowsExamples ? share : 0;
  const last = (total: number) => (looksOf(levelShare, total).at(-1) as CrossedLook).significanceLevel;
  const chance = chanceOfVerdict(estimate, {
    information: 1 / informationAt(estimate.seeds, PAIRS, share),
    level: last(alpha),
    equivalence: margin === null ? null : { margin, level: last(2 * alpha) / 2 },
  });
  return chance < futility;
}

export function shareOf({ estimate }: Pick<Seen, 'estimate'>): number {
  return exampleShare(estimate.components, { seeds: PAIRS, examples: estimate.examples });
}

function claimOf({ layout }: Pick<Seen, 'layout'>): 'improvement' | 'regression' {
  return layout.difference > 0 ? 'improvement' : 'regression';
}

const known = new Map<string, readonly CrossedLook[]>();

export function looksOf(share: number, alpha: number): readonly CrossedLook[] {
  const key = `${share} ${alpha}`;
  const found = known.get(key) ?? crossedLooks({ looks: LOOKS, alpha, spent: SPENT, share });
  known.set(key, found);
  return found;
}

/** Fails if the default's spending has changed. */
export function requireDefaultSpending(): void {
  // A first design reserves a twentieth of alpha for continuations; this study does not.
  const own = looksOf(0, 0.95 * ALPHA)[2]?.significanceLevel ?? 0;
  if (Math.abs(own - sequentialLevels(LOOKS.slice(0, 3), LOOKS).difference(ALPHA)) > 1e-9) {
    throw new Error('the levels of the default design are no longer those that this study uses');
  }
}
