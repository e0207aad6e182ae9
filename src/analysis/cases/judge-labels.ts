/** Compares a judge's grades with people's labels, and corrects the differences by them. */
import { UserError } from '../../config/user-error.ts';
import { type CaseResult, MEASURED } from '../../records/evaluations/evaluation.ts';
import { mean } from '../../stats/describe.ts';
import { predictionPowered } from '../../stats/estimates/prediction-powered.ts';
import { tTest } from '../../stats/tests/t-test.ts';
import { quote } from '../../words/list.ts';
import { type ArmRows, type CaseRow, groupsOf } from './case-rows.ts';
import type { EvaluationResult } from './evaluation-result.ts';
import { groupingOf, meanShare } from './over-cases.ts';
import { type PassRule, passes } from './passes.ts';

type JudgeResult = NonNullable<EvaluationResult['judge']>;

/** As for scores of two arms: a scale from 0 to 1 has no such grade. */
const MIN_OTHER_SCALE = 5;
/** Labelled cases, or groups of them, below which the corrected interval misses too often. */
const MIN_LABELS = 30;

export interface JudgedArms {
  readonly baseline: ArmRows | null;
  readonly variants: readonly ArmRows[];
  /** The scorer that decides, which people grade by. */
  readonly scorer: string;
  readonly rule: PassRule | null;
  /** Level of each interval. */
  readonly level: number;
}

/** @returns null if no answer has a label, or what decides is no grade */
export function judgeOf({ baseline, variants, scorer, rule, level }: JudgedArms): JudgeResult | null {
  if (MEASURED.has(scorer)) return null;
  const arms = [...(baseline === null ? [] : [baseline]), ...variants];
  const labelled = arms.map((arm) => arm.rows.filter((row) => labelledOf(row).length > 0));
  if (labelled.every(({ length }) => length === 0)) return null;
  requireOneScale(arms, scorer);
  const agree = ({ scores, label }: CaseResult) => isSame(scores, label as number, { scorer, rule });
  return {
    scorer,
    labels: new Set(labelled.flatMap((rows) => rows.map(({ id }) => id))).size,
    needed: MIN_LABELS,
    agreement: labelled.flatMap((rows, at) => {
      if (rows.length === 0) return [];
      const shares = rows.map((row) => mean(labelledOf(row).map((result) => Number(agree(result)))));
      return [{ model: arms[at]?.model ?? '', ...meanShare(shares, groupingOf(rows), level) }];
    }),
    corrected:
      baseline === null
        ? []
        : variants.flatMap((variant) => correct(baseline, variant, { scorer, level }) ?? []),
  };
}

/** @throws UserError for labels such as 1 to 5 of scores up to 1, whose corrected difference would be on neither scale */
function requireOneScale(arms: readonly ArmRows[], scorer: string): void {
  let [ofLabels, ofScores] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { results } of arms.flatMap(({ rows }) => rows))
    for (const { label, scores } of results) {
      ofLabels = Math.max(ofLabels, label ?? ofLabels);
      ofScores = Math.max(ofScores, scores[scorer] as number);
    }
  const [low, high] = ofLabels < ofScores ? [ofLabels, ofScores] : [ofScores, ofLabels];
  if (low <= 0 || low > 1 || high < MIN_OTHER_SCALE) return;
  throw new UserError(
    `label has grades up to ${ofLabels}, but ${quote(scorer)} up to ${ofScores}; write labels on the scale of ${quote(scorer)}`,
  );
}

function labelledOf({ results }: CaseRow): readonly CaseResult[] {
  return results.filter(({ label }) => label != null);
}

/** Both pass or both fail; without passes, the grades are equal. */
function isSame(
  scores: CaseResult['scores'],
  label: number,
  { scorer, rule }: { readonly scorer: string; readonly rule: PassRule | null },
): boolean {
  const score = scores[scorer] as number;
  if (rule?.scorer !== scorer) return Math.abs(score - label) <= 1e-9 * Math.max(1, Math.abs(label));
  return passes(rule, scores) === passes(rule, { [scorer]: label });
}

/** @returns null for too few cases with labels in both arms */
function correct(
  baseline: ArmRows,
  variant: ArmRows,
  { scorer, level }: { readonly scorer: string; readonly level: number },
): JudgeResult['corrected'][number] | null {
  const pairs = baseline.rows.map((row, at) => [row, variant.rows[at] as CaseRow] as const);
  const areLabelled = (rows: readonly [CaseRow, CaseRow]) => rows.every((row) => labelledOf(row).length > 0);
  const [both, others] = [pairs.filter(areLabelled), pairs.filter((rows) => !areLabelled(rows))];
  const groups = groupsOf(baseline.rows);
  const groupOf = new Map(baseline.rows.map(({ id }, at) => [id, groups?.[at] ?? id]));
  const idsOf = (some: typeof pairs) => some.map(([{ id }]) => groupOf.get(id) as string);
  if (new Set(idsOf(both)).size < MIN_LABELS) return null;
  const judged = ({ scores }: CaseResult) => scores[scorer] as number;
  const changes = (some: typeof pairs, results: typeof labelledOf, grade: (result: CaseResult) => number) =>
    some.map(([before, after]) => mean(results(after).map(grade)) - mean(results(before).map(grade)));
  const estimate = predictionPowered({
    labels: changes(both, labelledOf, ({ label }) => label as number),
    // The same answers that people graded.
    judged: changes(both, labelledOf, judged),
    unlabelled: changes(others, ({ results }) => results, judged),
    groups: groups === null ? null : { labelled: idsOf(both), unlabelled: idsOf(others) },
  });
  const { difference: value, standardError } = estimate;
  const { low, high } = standardError > 0 ? tTest(estimate, { level }).interval : { low: value, high: value };
  return { variant: variant.model, value, low, high };
}
