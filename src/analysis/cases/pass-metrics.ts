/** `pass^k` and `pass@k`: one score per case from its repeats, tested over cases like any other scorer. */
import { type PassMetric, passMetric } from '../../config/case-metrics.ts';
import { UserError } from '../../config/user-error.ts';
import { type CaseTable, MEASURED } from '../../records/evaluations/evaluation.ts';
import type { PredictedModels } from '../../records/results/read-predicted.ts';
import { allOfK, anyOfK } from '../../stats/estimates/pass-at-k.ts';
import { quote } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import { type ArmRows, countPassed, rowsOf } from './case-rows.ts';
import { type PassRule, passRuleOf, usualDirection } from './passes.ts';

/** Metrics of a comparison, as the log names them. */
export interface ComparedMetrics {
  /** Undefined: not stated yet. */
  readonly deciding: string | undefined;
  readonly all: ReadonlyArray<{ readonly name: string; readonly direction: PassRule['direction'] }>;
}

/** The scorer that decides; where metrics over repeats do, `score`, or the first that grades. */
export function gradeOf(
  table: CaseTable,
  { deciding, all }: ComparedMetrics,
): Pick<PassRule, 'scorer' | 'direction'> {
  const scorer = decidingScorer(table, deciding);
  const stated = all.find(({ name }) => name === scorer)?.direction;
  return { scorer, direction: stated ?? usualDirection(scorer, table) };
}

function decidingScorer({ scorers }: CaseTable, deciding?: string): string {
  const graded = scorers.filter((name) => !MEASURED.has(name));
  const usual = graded.includes('score') ? 'score' : (graded[0] ?? scorers[0] ?? '');
  return deciding !== undefined && scorers.includes(deciding) ? deciding : usual;
}

/** As `passRuleOf`; where cost or latency decides, the cases still pass by their grades. */
export function passRuleFor(
  table: CaseTable,
  compared: Pick<PassRule, 'scorer' | 'direction'>,
  passMark: number | undefined,
): PassRule | null {
  const grade = decidingScorer(table);
  const grades = { scorer: grade, direction: usualDirection(grade, table) };
  return MEASURED.has(compared.scorer)
    ? passRuleOf(table, grades, passMark)
    : (passRuleOf(table, compared, passMark) ?? passRuleOf(table, grades, undefined));
}

/** @throws UserError for more answers than there are repeats */
export function passScores({ model, repeats, rows }: ArmRows, name: string): number[] {
  const { needs, k } = passMetric(name) as PassMetric;
  if (k > repeats)
    throw new UserError(
      `${name}: needs ${plural(k, 'repeat')} of each case, but ${quote(model)} has ${repeats}, without copies; run ${k} or more repeats`,
    );
  const chance = needs === 'all' ? allOfK : anyOfK;
  return rows.map((row) => chance({ answers: repeats, passed: countPassed(row) }, k));
}

/**
 * Gives each repeat the scores of its arm. Equal rows leave the cases as the only spread, so the crossed test is the paired
 * t test over cases.
 *
 * @throws UserError as `passScores`, and where nothing says which cases pass
 */
export function withPassScores(
  settled: PredictedModels,
  metrics: ComparedMetrics,
  passMark: number | undefined,
): PredictedModels {
  const { cases, runs } = settled;
  const wanted = metrics.all
    .map(({ name }) => name)
    .filter((name) => passMetric(name) !== null && !cases?.scorers.includes(name));
  if (cases === undefined || wanted.length === 0) return settled;
  const grade = gradeOf(cases, metrics);
  const rule = passRuleFor(cases, grade, passMark);
  if (rule === null)
    throw new UserError(
      `${wanted[0]}: the log does not say which cases pass, and ${quote(grade.scorer)} has other scores than 0 and 1; set --pass-mark, or gate.cases.pass-mark`,
    );
  const columns = new Map(
    rowsOf(cases, grade.scorer, rule).map((arm) => [
      arm.model,
      wanted.map((name) => [name, Float64Array.from(passScores(arm, name))] as const),
    ]),
  );
  return {
    ...settled,
    runs: runs.map((run) => {
      const test = run.table.splits.get('test');
      if (test === undefined) return run;
      const scores = new Map([...test.scores, ...(columns.get(run.model) ?? [])]);
      return { ...run, table: { ...run.table, splits: new Map([['test' as const, { ...test, scores }]]) } };
    }),
  };
}

/** Each look would be another estimate from more answers, whose level over the looks is not known. */
export function requireOneLook(names: readonly string[], isSequential: boolean): void {
  const name = names.find((one) => passMetric(one) !== null);
  if (name === undefined || !isSequential) return;
  throw new UserError(
    `${name}: needs a fixed number of repeats, not a minimum and a maximum; set one number`,
  );
}
