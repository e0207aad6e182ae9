/**
 * Which of many cases, each answered several times by two models, passed always before and pass less often now?
 *
 * A case that passed T times in both arms together, and as often with either model, has all its baseline repeats right with
 * the known chance π(T) (hypergeometric; the selection of cases that always passed is thus part of the test). Cases with T or
 * π as they are in the data, but otherwise independent, form the family: first those with the smallest π, while their sum is
 * at most alpha. Among them, the number of cases whose baseline was always right has a Poisson binomial law.
 *
 * Closed testing over all subsets of the family gives both: the cases that are shown one by one, and the least number of them
 * that regress. The chance that a case is named, or the number too large, is at most alpha, whatever the other cases do. A
 * set where some cases regress and few are flaky needs few repeats, because flaky cases alone could imitate it.
 *
 * Source: R. A. Fisher (1935); R. E. Tarone, Biometrics 46 (1990); R. Marcus, E. Peritz and K. R. Gabriel, Biometrika 63
 * (1976); J. J. Goeman and A. Solari, Statistical Science 26 (2011).
 */
import { hypergeometric } from './fisher-exact.ts';

/** Repeats that passed, in each arm. */
export interface CasePasses {
  readonly baseline: number;
  readonly variant: number;
}

export interface Repeats {
  readonly baseline: number;
  readonly variant: number;
}

export interface RegressingCases {
  /** Positions of cases that are shown to regress, clearest first. */
  readonly shown: readonly number[];
  /** Positions of the cases of which at least `atLeast` regress; `shown` are among them. */
  readonly among: readonly number[];
  readonly atLeast: number;
}

/** Rounding of sums of chances. */
const TOLERANCE = 1e-9;

/**
 * @param areIndependent false: cases share their noise, as turns of one conversation do; only their chances are added then
 * @example regressingCases([{ baseline: 3, variant: 0 }], { baseline: 3, variant: 3 }, 0.05) // p = 1/20: shown
 */
export function regressingCases(
  cases: readonly CasePasses[],
  repeats: Repeats,
  alpha: number,
  areIndependent = true,
): RegressingCases {
  const level = alpha * (1 + TOLERANCE);
  const all = cases.flatMap((passes, at) => {
    const total = passes.baseline + passes.variant;
    if (total < repeats.baseline || total === repeats.baseline + repeats.variant) return [];
    const chance = chanceOf(total, repeats);
    return [{ at, chance, hasDropped: passes.baseline === repeats.baseline }];
  });
  all.sort((a, b) => a.chance - b.chance);
  const { family, sum } = takeFamily(all, level);
  const dropped = family.filter(({ hasDropped }) => hasDropped);
  const others = family.filter(({ hasDropped }) => !hasDropped).map(({ chance }) => chance);
  const among = dropped.map(({ at }) => at);
  if (!areIndependent) {
    const shown = sum <= level ? among : [];
    return { shown, among: shown, atLeast: shown.length };
  }
  const none = others.reduce((product, chance) => product * (1 - chance), 1);
  const shown = dropped.filter(({ chance }) => 1 - (1 - chance) * none <= level).map(({ at }) => at);
  return { shown, among, atLeast: Math.max(shown.length, leastNumber(dropped, others, level)) };
}

/** @returns the repeats that show a case which never passes any more, with this many other cases that pass and fail */
export function repeatsThatShow(others: number, alpha: number): number {
  let repeats = 1;
  while ((others + 1) * chanceOf(repeats, { baseline: repeats, variant: repeats }) > alpha * (1 + TOLERANCE))
    repeats += 1;
  return repeats;
}

/** That all repeats of the baseline pass, given how many pass in both arms. */
function chanceOf(total: number, { baseline, variant }: Repeats): number {
  return hypergeometric({ passed: baseline, of: baseline }, { passed: total - baseline, of: variant });
}

/** Whole levels of chance, at least one. */
function takeFamily<Case extends { readonly chance: number }>(rising: readonly Case[], level: number) {
  let sum = 0;
  let end = 0;
  while (end < rising.length) {
    const limit = (rising[end] as Case).chance * (1 + TOLERANCE);
    let next = end;
    let added = 0;
    for (; next < rising.length && (rising[next] as Case).chance <= limit; next++)
      added += (rising[next] as Case).chance;
    if (end > 0 && sum + added > level) break;
    sum += added;
    end = next;
  }
  return { family: rising.slice(0, end), sum };
}

/**
 * The hardest subset with r dropped cases has those with the largest chances, and all others. Adding a dropped case makes a
 * subset easier, so the first r that is rejected bounds the cases that may be chance.
 */
function leastNumber(
  dropped: ReadonlyArray<{ readonly chance: number }>,
  others: readonly number[],
  level: number,
): number {
  /** Chances of 0, 1, … cases whose baseline was always right, up to one less than all that dropped. */
  let law = new Float64Array(dropped.length);
  if (dropped.length === 0) return 0;
  law[0] = 1;
  const add = (chance: number) => {
    law = law.map((own, count) => own * (1 - chance) + (count > 0 ? (law[count - 1] as number) * chance : 0));
  };
  for (const chance of others) add(chance);
  for (let count = 1; count <= dropped.length; count++) {
    add((dropped[dropped.length - count] as { chance: number }).chance);
    const fewer = law.subarray(0, count).reduce((sum, chance) => sum + chance, 0);
    if (1 - fewer <= level) return dropped.length - count + 1;
  }
  return 0;
}
