/** The clauses that checks add to the first line, the worst first. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import type { ClauseSubject, HeadlineClause } from '../../../checks/headline.ts';
import { CHECKS, traitsOf } from '../../../checks/registry.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, enumerate, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { firstNames, shortName } from './names.ts';

/** More would bury the verdict; the findings list them all. */
const MAX_QUALIFIERS = 2;

const CLAUSES = CHECKS.flatMap(({ id, traits }) =>
  (traits.headline ?? []).map((clause) => ({ id, clause })),
).toSorted((a, b) => a.clause.rank - b.clause.rank);

export function qualifiers(view: View): readonly Phrase[] {
  if (view.result.verdict === 'invalid') return [];
  const found = clausesOf(view).map(({ clause, subjects }) => {
    const named = subjects.map((subject) => nameOf(view, subject));
    return say`${enumerate(firstNames(named))} ${named.length === 1 ? 'is' : 'are'} ${clause.words}`;
  });
  const more = found.length - MAX_QUALIFIERS;
  if (more <= 0) return found;
  return [...found.slice(0, MAX_QUALIFIERS), say`${more} more warning${more === 1 ? '' : 's'}`];
}

export function withheldWords({ downgradedBy = '' }: MeasuredComparison): string {
  return traitsOf(downgradedBy).withheldAs ?? 'better, but a check puts this in doubt';
}

export function isOutdated(view: View): boolean {
  return clausesOf(view).some(({ clause }) => clause.tempers);
}

/** An improvement that a check withdrew; the difference itself is real. */
export function isTakenBack(comparison: Comparison): comparison is MeasuredComparison {
  return isMeasured(comparison) && comparison.downgradedBy !== undefined;
}

function clausesOf({
  result,
  primary,
}: View): ReadonlyArray<{ readonly clause: HeadlineClause; readonly subjects: readonly ClauseSubject[] }> {
  return CLAUSES.map(({ id, clause }) => {
    const rows = result.checks.filter((check) => check.id === id);
    return { clause, subjects: clause.about({ verdict: result.verdict, comparisons: primary, rows }) };
  }).filter(({ subjects }) => subjects.length > 0);
}

function nameOf(view: View, subject: ClauseSubject): Phrase {
  switch (subject.kind) {
    case 'comparison':
      return shortName(view, subject.comparison);
    case 'metric':
      return say`${metricName(subject.metric)} with ${code(subject.model)}`;
    case 'text':
      return say`${subject.text}`;
    case 'model': {
      const factor = subject.factor === undefined ? '' : ` (${Number(subject.factor.toPrecision(2))}×)`;
      return say`${code(subject.model)}${factor}`;
    }
  }
}
