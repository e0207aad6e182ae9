/** What checks add to the first line of a report. */
import type { Comparison, Verdict } from '../analysis/compare/comparison.ts';
import type { Check } from './check.ts';

export interface HeadlineFacts {
  readonly verdict: Verdict;
  /** The primary ones. */
  readonly comparisons: readonly Comparison[];
  /** All rows of this check. */
  readonly rows: readonly Check[];
}

/** What a clause is about. The report writes the names. */
export type ClauseSubject =
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | { readonly kind: 'model'; readonly model: string; readonly factor?: number }
  | { readonly kind: 'metric'; readonly metric: string; readonly model: string }
  | { readonly kind: 'text'; readonly text: string };

export interface HeadlineClause {
  /** Clauses are sorted by rank. Below 10 the verdict changed or a check failed; below 20 the verdict may not hold; above, it has a cost. */
  readonly rank: number;
  /** The clause after `is` or `are`. */
  readonly words: string;
  /** Whether the clause turns the sign of a good verdict into a warning. */
  readonly tempers?: true;
  /** Empty: the clause is left out. */
  about(facts: HeadlineFacts): readonly ClauseSubject[];
}

/** Primary comparisons that the check warns of. */
export function warnedComparisons(
  facts: HeadlineFacts,
  isMeant: (one: Comparison) => boolean = () => true,
): readonly ClauseSubject[] {
  return facts.comparisons
    .filter((comparison) => isMeant(comparison) && isWarned(facts, comparison))
    .map((comparison) => ({ kind: 'comparison', comparison }));
}

/** Variants with good news that the check warns of. */
export function warnedVariants(
  facts: HeadlineFacts,
  isMeant: (row: Check) => boolean = () => true,
): readonly ClauseSubject[] {
  const found = facts.comparisons.filter(
    (one) => (one.verdict === 'improvement' || one.verdict === 'equivalent') && isWarned(facts, one, isMeant),
  );
  const models = [...new Set(found.map(({ variant }) => variant))];
  return models.map((model) => ({ kind: 'model', model }));
}

/** One clause for variants that improve, and one for those that only have their equivalence to lose. */
export function clausesByVerdict(
  rank: number,
  words: { readonly improvement: string; readonly equivalent: string },
): readonly HeadlineClause[] {
  const isBetter = ({ comparisons }: HeadlineFacts, { model }: Check) =>
    comparisons.some(({ variant, verdict }) => variant === model && verdict === 'improvement');
  return [
    {
      rank,
      words: words.improvement,
      about: (facts) => warnedVariants(facts, (row) => isBetter(facts, row)),
    },
    {
      rank,
      words: words.equivalent,
      about: (facts) => warnedVariants(facts, (row) => !isBetter(facts, row)),
    },
  ];
}

function isWarned(
  { rows }: HeadlineFacts,
  { variant, metric }: Comparison,
  isMeant: (row: Check) => boolean = () => true,
): boolean {
  return rows.some(
    (row) =>
      isMeant(row) && row.model === variant && row.status === 'warn' && (row.metric ?? metric) === metric,
  );
}
