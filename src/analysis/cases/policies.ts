/** What a team allows no case to do: no passing case may regress; some must always pass. */
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../config/user-error.ts';
import { regressingCases, repeatsThatShow } from '../../stats/tests/regressing-cases.ts';
import { firstOf, quote } from '../../words/list.ts';
import { plural, wordFor } from '../../words/plural.ts';
import { type ArmRows, type CaseRow, countPassed, groupsOf } from './case-rows.ts';
import { MAX_CASES } from './changed-cases.ts';
import type { EvaluationResult } from './evaluation-result.ts';

type Policy = EvaluationResult['policies'][number];

export const NO_CASE_REGRESSES = 'no-case-regresses';
export const MUST_PASS = 'must-pass';

const MAX_NAMED = 5;
const named = (ids: readonly string[]) =>
  firstOf(
    ids.map((id) => quote(id, 40)),
    MAX_NAMED,
  );

/**
 * A case that always passed regresses if the drop is shown at a level that all cases share. Where both arms have one repeat,
 * and a further one would give the same answers, every drop is shown.
 *
 * @param alpha of this variant
 */
export function noCaseRegresses(baseline: ArmRows, variant: ArmRows, alpha: number): Policy {
  const repeats = { baseline: baseline.repeats, variant: variant.repeats };
  const counts = baseline.rows.map((row, at) => ({
    id: row.id,
    baseline: countPassed(row),
    variant: countPassed(variant.rows[at] as CaseRow),
  }));
  const always = counts.filter((one) => one.baseline === repeats.baseline);
  const isFixed = [baseline, variant].every((arm) => arm.isFixed && arm.repeats === 1);
  const found = regressingCases(counts, repeats, alpha, groupsOf(baseline.rows) === null);
  const thatPassed = repeats.baseline === 1 ? 'that passed' : 'that always passed';
  const idsAt = (at: readonly number[]) => at.map((index) => counts[index]?.id ?? '');
  const policy = (status: Policy['status'], cases: readonly string[], message: string): Policy => ({
    id: NO_CASE_REGRESSES,
    variant: variant.model,
    status,
    message,
    cases: cases.slice(0, MAX_CASES),
    flaky: counts
      .filter((one) => one.baseline > 0 && one.baseline < repeats.baseline)
      .map(({ id }) => id)
      .slice(0, MAX_CASES),
    level: isFixed ? null : alpha,
    estimate: null,
  });

  if (isFixed) {
    const failing = always.filter((one) => one.variant === 0).map(({ id }) => id);
    return failing.length === 0
      ? policy(
          'pass',
          [],
          `All ${plural(always.length, 'case')} that passed still ${wordFor(always.length, 'passes', 'pass')}`,
        )
      : policy(
          'fail',
          failing,
          `${plural(failing.length, 'case')} that passed now ${wordFor(failing.length, 'fails', 'fail')}, and the answers do not vary`,
        );
  }
  if (found.atLeast > 0) {
    const isEach = found.shown.length === found.atLeast;
    const cases = idsAt(isEach ? found.shown : found.among);
    return policy(
      'fail',
      cases,
      isEach
        ? `${plural(cases.length, 'case')} ${thatPassed} ${wordFor(cases.length, 'regresses', 'regress')}`
        : `At least ${found.atLeast} of ${plural(cases.length, 'case')} ${thatPassed} ${wordFor(found.atLeast, 'regresses', 'regress')}`,
    );
  }
  const open = always.filter((one) => 2 * one.variant <= repeats.variant).map(({ id }) => id);
  if (open.length === 0)
    return policy('pass', [], `None of ${plural(always.length, 'case')} ${thatPassed} is shown to regress`);
  const unsteady = counts.filter(({ baseline: before, variant: after }) => {
    const total = before + after;
    return total > 0 && total < repeats.baseline + repeats.variant;
  });
  const needed = repeatsThatShow(unsteady.length - 1, alpha);
  return policy(
    'open',
    open,
    `${plural(open.length, 'case')} ${thatPassed} ${failsNow(repeats.variant, open.length)} (may be chance; ${needed} repeats could tell)`,
  );
}

function failsNow(repeats: number, cases: number): string {
  if (repeats === 1) return `now ${wordFor(cases, 'fails', 'fail')}`;
  return `now ${wordFor(cases, 'fails', 'fail')} in at least half of ${repeats} repeats`;
}

/** A listed case fails unless it passes in every repeat; one without an answer is open. */
export function mustPass(variant: ArmRows, wanted: readonly string[]): Policy {
  const rows = new Map(variant.rows.map((row) => [row.id, row]));
  const missing = wanted.filter((id) => !rows.has(id));
  const failing = wanted.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && countPassed(row) < variant.repeats;
  });
  const status = failing.length > 0 ? 'fail' : missing.length > 0 ? 'open' : 'pass';
  return {
    id: MUST_PASS,
    variant: variant.model,
    status,
    message:
      status === 'fail'
        ? `${plural(failing.length, 'case')} that must pass ${wordFor(failing.length, 'fails', 'fail')}`
        : status === 'open'
          ? `${plural(missing.length, 'case')} that must pass ${wordFor(missing.length, 'has', 'have')} no answer in some repeat`
          : `${wordFor(wanted.length, 'The case', `All ${wanted.length} cases`)} that must pass ${wordFor(wanted.length, 'does', 'do')}`,
    cases: (status === 'fail' ? failing : missing).slice(0, MAX_CASES),
    flaky: [],
    level: null,
    estimate: null,
  };
}

/** @throws UserError for an id that no arm has */
export function requireCases(wanted: readonly string[], known: readonly string[]): void {
  const all = new Set(known);
  const first = wanted.find((id) => !all.has(id));
  if (first === undefined) return;
  const guess = nearest(first, known);
  const hint = guess === null ? `; the cases are ${named(known)}` : `; did you mean ${quote(guess, 40)}?`;
  throw new UserError(`must-pass: no arm has the case ${quote(first, 40)}${hint}`);
}
