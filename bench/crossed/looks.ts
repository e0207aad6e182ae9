/** What the crossed test sees of one experiment at each look of the default design, and what procedures make of it. */
import { sequentialLevels } from '../../src/analysis/decide/levels.ts';
import { type CrossedEstimate, crossedEstimate } from '../../src/stats/crossed/crossed-test.ts';
import { type CrossedLayout, CrossedTable } from '../../src/stats/crossed/layout.ts';
import { studentTTwoSided } from '../../src/stats/distributions/student-t.ts';

export const LOOKS = [6, 8, 11, 14, 19, 25];
export const ALPHA = 0.05;
const LEVELS = LOOKS.map((_, look) => sequentialLevels(LOOKS.slice(0, look + 1), LOOKS));

export interface Seen {
  readonly layout: CrossedLayout;
  readonly estimate: CrossedEstimate;
}

/** @param rows contributions, one row a seed pair */
export function seeLooks(rows: readonly ArrayLike<number>[]): Seen[] {
  const table = new CrossedTable(rows[0]?.length ?? 0);
  const seen: Seen[] = [];
  for (const [row, contributions] of rows.entries()) {
    table.add(contributions);
    if (row + 1 !== LOOKS[seen.length]) continue;
    const layout = table.layout();
    seen.push({ layout, estimate: crossedEstimate(layout) });
  }
  return seen;
}

/** Two-sided p of one way to test. */
export type Test = (seen: Seen) => number;

export const crossed: Test = ({ estimate }) =>
  twoSided(estimate.difference, estimate.standardError ** 2, estimate.degreesOfFreedom);

export const seedsOnly: Test = ({ layout: { difference, meanSquares, seeds, examples } }) =>
  twoSided(difference, (meanSquares.seeds ?? 0) / (seeds * examples), seeds - 1);

export const examplesOnly: Test = ({ layout: { difference, meanSquares, seeds, examples } }) =>
  twoSided(difference, (meanSquares.examples ?? 0) / (seeds * examples), examples - 1);

function twoSided(difference: number, variance: number, degreesOfFreedom: number): number {
  return variance > 0 ? studentTTwoSided(difference / Math.sqrt(variance), degreesOfFreedom) : 1;
}

export interface Claim {
  /** The sign of the difference that was claimed, 0 for none. */
  readonly sign: number;
  readonly pairs: number;
}

/** The first look whose p is at its level. @param share of the experiments' error that this comparison has */
export function decideByLooks(seen: readonly Seen[], test: Test, share = ALPHA): Claim {
  for (const [look, each] of seen.entries()) {
    const level = levelOf(look, share);
    if (test(each) <= level) return { sign: Math.sign(each.layout.difference), pairs: LOOKS[look] as number };
  }
  return { sign: 0, pairs: LOOKS.at(-1) as number };
}

/** All pairs at once. */
export function decideFixed(seen: readonly Seen[], test: Test): Claim {
  const last = seen.at(-1) as Seen;
  const isClaimed = test(last) <= ALPHA;
  return { sign: isClaimed ? Math.sign(last.layout.difference) : 0, pairs: LOOKS.at(-1) as number };
}

const levels = new Map<number, readonly number[]>();

function levelOf(look: number, share: number): number {
  let ofShare = levels.get(share);
  if (ofShare === undefined) {
    ofShare = LEVELS.map((each) => each.difference(share));
    levels.set(share, ofShare);
  }
  return ofShare[look] as number;
}
