/** `pass^k` and `pass@k`: one score per case from its repeats, tested over cases like any other scorer. */
import { type PassMetric, passMetric } from '../../config/case-metrics.ts';
import { UserError } from '../../config/user-error.ts';
import { type CaseTable, MEASURED } from '../../records/evaluations/evaluation.ts';
import type { PredictedModels } from '../../records/results/read-predicted.ts';
import { allOfK, anyOfK } from '../../stats/estimates/pass-at-k.ts';
import { quote } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import { type ArmRows, countPassed, rowsOf } from './case-rows.ts';
import { type PassRule, passRuleOf } from './passes.ts';

/** The compared scorer, where only metrics over repeats are compared: `score`, or the first that grades. */
export function decidingScorer({ scorers }: CaseTable, metrics: readonly string[]): string {
  const graded = scorers.filter((name) => !MEASURED.has(name));
  const usual = graded.includes('score') ? 'score' : (graded[0] ?? scorers[0] ?? '');
  return metrics.find((name) => scorers.includes(name)) ?? usual;
}

/** As `passRuleOf`; where cost or latency decides, the cases still pass by their grades. */
export function passRuleFor(
  table: CaseTable,
  compared: Pick<PassRule, 'scorer' | 'direction'>,
  passMark: number | undefined,
): PassRule | null {
  const grades = { scorer: decidingScorer(table, []), direction: 'maximize' } as const;
  return passRuleOf(table, compared, passMark) ?? passRuleOf(table, grades, undefined);
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
 * @param metrics metrics of the comparison; those that are not over repeats are left alone
 * @throws UserError as `passScores`, and where nothing says which cases pass
 */
export function withPassScores(
  settled: PredictedModels,
  metrics: readonly string[],
  compared: { readonly direction: PassRule['direction']; readonly passMark: number | undefined },
): PredictedModels {
  const { cases, runs } = settled;
  const wanted = metrics.filter((name) => passMetric(name) !== null && !cases?.scorers.includes(name));
  if (cases === undefined || wanted.length === 0) return settled;
  const scorer = decidingScorer(cases, metrics);
  const rule = passRuleFor(cases, { scorer, direction: compared.direction }, compared.passMark);
  if (rule === null)
    throw new UserError(
      `${wanted[0]}: the log does not say which cases pass, and ${quote(scorer)} has other scores than 0 and 1; set --pass-mark, or gate.cases.pass-mark`,
    );
  const columns = new Map(
    rowsOf(cases, scorer, rule).map((arm) => [
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
