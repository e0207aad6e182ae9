/** The answers of one arm, in the order of the table's cases. */
import type { CaseResult, CaseTable } from '../../records/evaluations/evaluation.ts';
import { mean } from '../../stats/describe.ts';
import { type PassRule, passes } from './passes.ts';

export interface CaseRow {
  readonly id: string;
  readonly results: readonly CaseResult[];
  /** Mean of the deciding scorer. */
  readonly score: number;
  /** By repeat; null where passes are unknown. */
  readonly passed: readonly boolean[] | null;
}

export interface ArmRows {
  readonly model: string;
  readonly repeats: number;
  /** Whether the log says that a further repeat would give the same answers. */
  readonly isFixed: boolean;
  readonly rows: readonly CaseRow[];
}

export function rowsOf({ ids, arms }: CaseTable, scorer: string, rule: PassRule | null): readonly ArmRows[] {
  return arms.map(({ model, repeats, isFixed = false }) => ({
    model,
    repeats: repeats.length,
    isFixed,
    rows: ids.map((id) => {
      const results = repeats.map((cases) => cases.get(id) as CaseResult);
      return {
        id,
        results,
        score: mean(results.map(({ scores }) => scores[scorer] as number)),
        passed: rule === null ? null : results.map(({ scores }) => passes(rule, scores)),
      };
    }),
  }));
}

export function countPassed({ passed }: CaseRow): number {
  return passed?.filter(Boolean).length ?? 0;
}

/** Null if no case has a group; one without is its own. */
export function groupsOf(rows: ReadonlyArray<Pick<CaseRow, 'results'>>): readonly string[] | null {
  const groups = rows.map(({ results }) => results[0]?.group ?? null);
  if (groups.every((group) => group === null)) return null;
  return groups.map((group, at) => (group === null ? `case ${at}` : `group ${group}`));
}

export interface CaseMetric {
  readonly name: string;
  /** The largest loss that a guard allows; null: the metric is only shown. */
  readonly margin: number | null;
  /** Which values are better. */
  readonly direction: 'maximize' | 'minimize';
}

export interface ComparedArms {
  readonly baseline: ArmRows;
  readonly variant: ArmRows;
  /** One minus the level of each interval. */
  readonly alpha: number;
}
