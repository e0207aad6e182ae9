import { allFinite } from '../analysis/compare/values.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import { NotFiniteError, StatisticsError } from '../stats/error.ts';
import type { Check, Finding } from './check.ts';
import type { CheckDefinition } from './define-check.ts';
import type { Gathered } from './evidence.ts';
import { ignoreCheck } from './ignore.ts';
import { notChecked } from './words.ts';

/** Judges all checks whose evidence is known, in their order. */
export function runChecks(
  definitions: readonly CheckDefinition[],
  known: Gathered,
  section: ChecksConfig,
): Check[] {
  const wanted = definitions.filter((definition) => isWanted(definition, section));
  return wanted.flatMap((definition) => {
    const { id, traits } = definition;
    const inWords = (finding: Finding) =>
      known.resultSource === undefined
        ? finding
        : { ...finding, ...traits.reword?.(finding, known.resultSource) };
    const rows = definition.rows(known, section);
    const checks = rows.map(({ model, judge }): Check => ({ id, model, ...inWords(attempt(judge)) }));
    return mergeNotChecked(checks).map((check) => ignoreCheck(check, section.ignore));
  });
}

/** Checks that make a comparison invalid cannot be deselected, only ignored with a reason. */
function isWanted({ id, invalidates }: CheckDefinition, { only }: ChecksConfig): boolean {
  return invalidates || only === undefined || only.some((name) => name === id || id.startsWith(`${name}/`));
}

/** Numbers that others wrote may be so large that differences and ratios overflow. */
function attempt(judge: () => Finding): Finding {
  const tooLarge = notChecked('the numbers are too large for the computation');
  try {
    const finding = judge();
    return allFinite(finding) ? finding : tooLarge;
  } catch (error) {
    if (error instanceof NotFiniteError) return tooLarge;
    if (error instanceof StatisticsError) return notChecked(error.message);
    throw error;
  }
}

/** One row for all models if a check could not be made for any of them, for the same reason. */
function mergeNotChecked(checks: readonly Check[]): readonly Check[] {
  const [first, ...others] = checks;
  if (first?.status !== 'not-checked' || others.length === 0) return checks;
  const isSame = others.every(({ status, message }) => status === first.status && message === first.message);
  return isSame ? [{ ...first, model: null }] : checks;
}
