/**
 * Whether a case passes. `pass-mark` says it where it is given; else `passed`, where the log has it; else the deciding scorer
 * where all its grades are 0 or 1. Otherwise it is unknown.
 */
import { knownMetric } from '../../config/known-metrics.ts';
import { type CaseTable, MEASURED } from '../../records/evaluations/evaluation.ts';

export interface PassRule {
  readonly scorer: string;
  readonly direction: 'maximize' | 'minimize';
  readonly mark: number;
  /** Whether somebody stated the mark. */
  readonly isStated: boolean;
}

/** The direction of a scorer if the user states none: that of the log, else that of its name. */
export function usualDirection(
  scorer: string,
  { lowerIsBetter }: Pick<CaseTable, 'lowerIsBetter'>,
): PassRule['direction'] {
  if (MEASURED.has(scorer) || lowerIsBetter?.has(scorer)) return 'minimize';
  return knownMetric(scorer)?.direction ?? 'maximize';
}

/** DeepEval and JUnit have their own words. */
const VERDICTS = ['passed', 'pass', 'success'] as const;

export function passRuleOf(
  table: CaseTable,
  { scorer, direction }: Pick<PassRule, 'scorer' | 'direction'>,
  passMark: number | undefined,
): PassRule | null {
  if (passMark !== undefined) return { scorer, direction, mark: passMark, isStated: true };
  const verdict = VERDICTS.find((name) => table.scorers.includes(name) && isBinary(table, name));
  if (verdict !== undefined) return { scorer: verdict, direction: 'maximize', mark: 1, isStated: false };
  if (MEASURED.has(scorer) || !isBinary(table, scorer)) return null;
  return { scorer, direction, mark: direction === 'maximize' ? 1 : 0, isStated: false };
}

export function passes(rule: PassRule, scores: Readonly<Record<string, number>>): boolean {
  const score = scores[rule.scorer] as number;
  return rule.direction === 'maximize' ? score >= rule.mark : score <= rule.mark;
}

function isBinary({ arms, ids }: CaseTable, scorer: string): boolean {
  return arms.every(({ repeats }) =>
    repeats.every((cases) =>
      ids.every((id) => {
        const score = cases.get(id)?.scores[scorer];
        return score === 0 || score === 1;
      }),
    ),
  );
}
