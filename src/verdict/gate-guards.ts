/** Guarded metrics must be shown not to be worse by their margin (`analysis/decide/guards.ts`). */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Check } from '../checks/check.ts';
import { threeDigits } from '../words/number.ts';
import { overallVerdict } from './overall.ts';

const MAX_SHOWN = 5;

interface Evidence {
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
}

/** None if the comparison is invalid. */
export function guardsNotShown({ comparisons, checks }: Evidence, guarded: readonly string[]): string[] {
  if (overallVerdict(comparisons, checks).verdict === 'invalid') return [];
  return guarded.filter((metric) => {
    const own = comparisons.filter((comparison) => comparison.metric === metric);
    return own.length === 0 || own.some(({ guard }) => guard?.status !== 'shown');
  });
}

export function describeGuards({ comparisons }: Evidence, notShown: readonly string[]): string[] {
  const variants = new Set(comparisons.map(({ variant }) => variant));
  return notShown.slice(0, MAX_SHOWN).map((metric) => {
    const failing = comparisons.filter((one) => one.metric === metric && one.guard?.status !== 'shown');
    const { guard, reason, variant } =
      failing.find((one) => one.guard?.status === 'worse') ?? failing[0] ?? {};
    if (guard === undefined) return `${metric} is guarded, but was not measured`;
    const who = variants.size > 1 ? ` of ${variant}` : '';
    const { margin, pValueAdjusted, significanceLevel } = guard;
    if (guard.status === 'worse') return `${metric}${who} is guarded, and is worse by more than ${margin}`;
    const tested =
      pValueAdjusted === null || significanceLevel === null
        ? null
        : `p ${threeDigits(pValueAdjusted)}, needed at most ${threeDigits(significanceLevel)}`;
    const why = guard.reason ?? tested ?? reason ?? null;
    return `could not rule out that ${metric}${who} is worse by more than ${margin}${why === null ? '' : ` (${why})`}`;
  });
}
