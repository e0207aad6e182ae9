import { allFinite } from '../analysis/compare/values.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import { NotFiniteError, StatisticsError } from '../stats/error.ts';
import { type Check, completeFinding, type Finding, isListed } from './check.ts';
import type { CheckDefinition } from './define-check.ts';
import type { Gathered } from './evidence.ts';
import { notChecked } from './words.ts';

/** Judges all checks whose evidence is known. */
export function runChecks(
  definitions: readonly CheckDefinition[],
  known: Gathered,
  section: ChecksConfig,
): Check[] {
  const isEvaluation = known.unit === 'repeat';
  const wanted = definitions
    .filter((definition) => isWanted(definition, section))
    .filter(({ traits }) => !isEvaluation || traits.isOfEvaluations === true);
  const checks = wanted.flatMap((definition) => {
    const { id, traits } = definition;
    const inWords = (finding: Finding) =>
      known.resultSource === undefined
        ? finding
        : { ...finding, ...traits.reword?.(finding, known.resultSource) };
    const rows = definition.rows(known, section);
    const checks = rows.map(({ model, judge }): Check => ({ id, model, ...inWords(attempt(judge)) }));
    return mergeNotChecked(checks).map((check) => ignoreCheck(check, section.ignore));
  });
  return isEvaluation ? checks.filter(({ status }) => status !== 'not-checked') : checks;
}

/** Checks that make a comparison invalid cannot be deselected, only ignored with a reason. */
function isWanted({ id, invalidates }: CheckDefinition, { only }: ChecksConfig): boolean {
  return invalidates || only === undefined || only.some((name) => name === id || id.startsWith(`${name}/`));
}

/** Differences and ratios of logged numbers may overflow. */
function attempt(judge: () => Finding): Finding {
  const tooLarge = completeFinding(notChecked('the numbers are too large for the computation'), null);
  try {
    const finding = judge();
    return allFinite(finding) ? finding : tooLarge;
  } catch (error) {
    if (error instanceof NotFiniteError) return tooLarge;
    if (error instanceof StatisticsError) return completeFinding(notChecked(error.message), null);
    throw error;
  }
}

/**
 * Marks a warning, failure or advice as ignored and adds the reason from the config. It then decides neither the verdict
 * nor the gate.
 */
export function ignoreCheck(check: Check, ignored: ChecksConfig['ignore']): Check {
  const { id, model, status, message } = check;
  const entry = ignored.find((one) => one.check === id && (one.model ?? model) === model);
  if (entry === undefined || !isListed(status)) return check;
  return { ...check, status: 'ignored', message: `${message} (ignored: ${entry.reason})`, advice: null };
}

/** One row for all models if the check couldn't be made for any of them, for the same reason. */
function mergeNotChecked(checks: readonly Check[]): readonly Check[] {
  const [first, ...others] = checks;
  if (first?.status !== 'not-checked' || others.length === 0) return checks;
  const isSame = others.every(({ status, message }) => status === first.status && message === first.message);
  return isSame ? [{ ...first, model: null }] : checks;
}
