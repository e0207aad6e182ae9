/** Guarded metrics must be shown not to be worse by their margin (`analysis/decide/guards.ts`). */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Check } from '../checks/check.ts';
import { enumerate } from '../words/list.ts';
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

/** One sentence for all that are open, and one for each that is worse. */
export function describeGuards({ comparisons }: Evidence, notShown: readonly string[]): string[] {
  const variants = new Set(comparisons.map(({ variant }) => variant));
  const open: Array<{ readonly name: string; readonly margin: number; readonly why: string }> = [];
  const sentences = notShown.slice(0, MAX_SHOWN).flatMap((metric) => {
    const failing = comparisons.filter((one) => one.metric === metric && one.guard?.status !== 'shown');
    const { guard, reason, variant } =
      failing.find((one) => one.guard?.status === 'worse') ?? failing[0] ?? {};
    if (guard === undefined) return [`${metric} is guarded, but was not measured`];
    const who = variants.size > 1 ? ` of ${variant}` : '';
    const { margin, pValueAdjusted, significanceLevel } = guard;
    if (guard.status === 'worse') return [`${metric}${who} is guarded, and is worse by more than ${margin}`];
    const tested =
      pValueAdjusted === null || significanceLevel === null
        ? null
        : `p ${threeDigits(pValueAdjusted)}, needed at most ${threeDigits(significanceLevel)}`;
    const why = guard.reason ?? tested ?? reason ?? null;
    open.push({ name: `${metric}${who}`, margin, why: why === null ? '' : ` (${why})` });
    return [];
  });
  const [first, ...others] = open;
  if (first === undefined) return sentences;
  if (others.length === 0)
    return [
      ...sentences,
      `could not rule out that ${first.name} is worse by more than ${first.margin}${first.why}`,
    ];
  const each = open.map(({ name, margin, why }) => `${name} by ${margin}${why}`);
  return [
    ...sentences,
    `could not rule out that these are worse by more than their margins: ${enumerate(each)}`,
  ];
}
