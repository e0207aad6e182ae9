/** Looks at more and more cases of one repeat, in a fixed random order; the levels are those of as many pairs. */
import { type Levels, sequentialLevels } from '../../src/analysis/decide/levels.ts';
import { tTest } from '../../src/stats/tests/t-test.ts';
import { ALPHA, crossedAt, judge, requestOf } from './decide.ts';
import type { Sample } from './worlds.ts';

const SHARES = [0.25, 0.5, 0.75, 1];

export interface BatchOutcome {
  readonly isClaim: boolean;
  /** Share of the cases that were looked at. */
  readonly share: number;
}

const known = new Map<number, readonly Levels[]>();

/** Levels of one design are the same in every experiment. */
function levelsOf(cases: number): readonly Levels[] {
  const looks = SHARES.map((share) => Math.round(share * cases));
  const levels =
    known.get(cases) ??
    looks.map((_, look) => {
      const own = sequentialLevels(looks.slice(0, look + 1), looks);
      const level = own.difference(ALPHA);
      return { ...own, difference: () => level };
    });
  known.set(cases, levels);
  return levels;
}

export function decideByBatches({ arms }: Sample): BatchOutcome {
  const cases = arms[0][0]?.length ?? 0;
  const levels = levelsOf(cases);
  for (const [look, share] of SHARES.entries()) {
    const first = (rows: readonly Float64Array[]) => [
      rows[0]?.subarray(0, Math.round(share * cases)) ?? new Float64Array(),
    ];
    const seen: Sample = { arms: [first(arms[0]), first(arms[1])], groups: null };
    const sample = crossedAt(seen, 1);
    const level = levels[look] as Levels;
    const { standardError } = sample.estimate;
    if (standardError === 0 || tTest(sample.estimate).pValue > level.difference(ALPHA)) continue;
    const { verdict } = judge(requestOf(seen, 1, null), sample, level);
    if (verdict !== 'inconclusive') return { isClaim: true, share };
  }
  return { isClaim: false, share: 1 };
}
