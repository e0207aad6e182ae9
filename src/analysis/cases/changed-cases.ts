/** Cases that a variant gets wrong or right more often than the baseline, and who is better on how many. */
import { fisherOneSided } from '../../stats/tests/fisher-exact.ts';
import { type ArmRows, type CaseRow, countPassed } from './case-rows.ts';
import type { EvaluationResult } from './evaluation-result.ts';

type Changes = EvaluationResult['variants'][number];
type ChangedCase = Changes['newlyWrong'][number];

export const MAX_CASES = 50;
const MAX_SLICES = 50;
const MAX_TEXT_CHARS = 500;
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
/** Means of equal scores differ by rounding. */
const TOLERANCE = 1e-9;

/**
 * @param sign 1 if a higher score is better, else -1
 * @param valuesOf values of the deciding metric by case, for wins
 */
export function changedCases(
  baseline: ArmRows,
  variant: ArmRows,
  sign: 1 | -1,
  valuesOf: (arm: ArmRows) => readonly number[],
): Changes {
  const [before, after] = [valuesOf(baseline), valuesOf(variant)];
  const pairs = baseline.rows.map((row, at) => ({
    row,
    other: variant.rows[at] as CaseRow,
    gain: (after[at] as number) - (before[at] as number),
  }));
  const changes = pairs.map(({ row, other }) => ({
    row,
    other,
    drop:
      row.passed === null
        ? sign * (row.score - other.score)
        : countPassed(row) / baseline.repeats - countPassed(other) / variant.repeats,
  }));
  const listed = (direction: 1 | -1) =>
    changes
      .filter(({ drop }) => direction * drop > TOLERANCE)
      .map((change) => ({
        ...change,
        pValue: pValueOf(change, direction, { baseline, variant }),
        size: Math.abs(change.drop),
      }))
      .sort((a, b) => (a.pValue ?? 0) - (b.pValue ?? 0) || b.size - a.size);
  const [wrong, right] = [listed(1), listed(-1)];
  const shown = (cases: typeof wrong) =>
    cases.slice(0, MAX_CASES).map(({ row, other, drop, pValue }) => shownCase(row, other, drop > 0, pValue));
  return {
    variant: variant.model,
    newlyWrong: shown(wrong),
    newlyWrongCount: wrong.length,
    newlyRight: shown(right),
    newlyRightCount: right.length,
    total: countWins('all', pairs),
    slices: slicesOf(pairs),
  };
}

interface Change {
  readonly row: CaseRow;
  readonly other: CaseRow;
}

interface Pair extends Change {
  /** By the deciding metric; above 0 is better. */
  readonly gain: number;
}

/** One repeat of each says nothing of chance. */
function pValueOf(
  { row, other }: Change,
  direction: 1 | -1,
  { baseline, variant }: { readonly baseline: ArmRows; readonly variant: ArmRows },
): number | null {
  if (row.passed === null || baseline.repeats + variant.repeats === 2) return null;
  const before = { passed: countPassed(row), of: baseline.repeats };
  const after = { passed: countPassed(other), of: variant.repeats };
  return direction === 1 ? fisherOneSided(before, after) : fisherOneSided(after, before);
}

/** Shows one answer of the kind that has become rarer, and one of the other. */
function shownCase(row: CaseRow, other: CaseRow, isWorse: boolean, pValue: number | null): ChangedCase {
  const answerOf = ({ passed, results }: CaseRow, isRight: boolean) =>
    cut(results[Math.max(0, passed?.indexOf(isRight) ?? 0)]?.answer);
  return {
    id: row.id,
    baselinePassed: row.passed && countPassed(row),
    variantPassed: other.passed && countPassed(other),
    baselineScore: row.score,
    variantScore: other.score,
    pValue,
    prompt: cut(row.results[0]?.show),
    baselineAnswer: answerOf(row, isWorse),
    variantAnswer: answerOf(other, !isWorse),
  };
}

function cut(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length <= MAX_TEXT_CHARS
    ? text
    : `${text.slice(0, MAX_TEXT_CHARS).replace(HALF_CHARACTER, '')}…`;
}

/** The largest slices, by name. */
function slicesOf(pairs: readonly Pair[]): Changes['slices'] {
  const slices = new Map<string, Pair[]>();
  for (const pair of pairs)
    for (const name of new Set(pair.row.results[0]?.slices ?? [])) {
      const own = slices.get(name) ?? [];
      slices.set(name, own);
      own.push(pair);
    }
  return [...slices]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MAX_SLICES)
    .map(([name, own]) => countWins(name, own))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function countWins(name: string, pairs: readonly Pair[]): Changes['total'] {
  const wins = pairs.filter(({ gain }) => gain > TOLERANCE).length;
  const losses = pairs.filter(({ gain }) => gain < -TOLERANCE).length;
  return { name, cases: pairs.length, wins, ties: pairs.length - wins - losses, losses };
}
