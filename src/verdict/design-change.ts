/** What changed in a design after its first look, and which verdicts are withheld for it. */
import { z } from 'zod';
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Described } from '../config/described.ts';
import { SETTINGS } from '../records/store/tested.ts';
import { enumerate } from '../words/list.ts';

const valueSchema = z.union([z.number(), z.string()]);

export const designChangeSchema = z
  .object({
    variant: z.string(),
    setting: z.enum(SETTINGS).describe('guard: the margin of a guarded metric. runs: trained again.'),
    subject: z.string().nullable().describe('The metric whose setting changed, if it is one.'),
    from: valueSchema.describe('At the first look.'),
    to: valueSchema,
    withholds: z
      .boolean()
      .describe('Whether verdicts are withheld. More seeds withhold none: they go on with the alpha left.'),
  })
  .describe('A setting that differs from the design by which these runs were first tested.');
export type DesignChange = Described<typeof designChangeSchema>;

const MAX_TOLD = 3;

/** How a number of a metric is shown, without its unit and with it. */
interface MetricWords {
  readonly isOnly: boolean;
  bare(metric: string, value: number): string;
  exact(metric: string, value: number): string;
}

const PLAIN: MetricWords = {
  isOnly: false,
  bare: (_, value) => String(value),
  exact: (_, value) => String(value),
};

/** `margin changed from 1 to 20 points after these runs were first tested`; '' without changes. */
export function describeChanges(changes: readonly DesignChange[], words: MetricWords = PLAIN): string {
  const told = [...new Set(changes.map((change) => describeChange(change, words)))];
  if (told.length === 0) return '';
  const more = told.length - MAX_TOLD;
  const shown = more > 0 ? [...told.slice(0, MAX_TOLD), `${more} more`] : told;
  return `${enumerate(shown)} after these runs were first tested`;
}

function describeChange({ setting, subject, from, to }: DesignChange, words: MetricWords): string {
  const of = subject === null || words.isOnly ? '' : ` of ${subject}`;
  const changed = (label: string) => `${label} changed from ${from} to ${to}`;
  switch (setting) {
    case 'margin':
    case 'min-effect':
    case 'value':
    case 'guard': {
      const label = setting === 'guard' ? `guarded margin of ${subject}` : `${QUANTITIES[setting]}${of}`;
      const metric = subject ?? '';
      const before =
        typeof from === 'number' ? (typeof to === 'number' ? words.bare : words.exact)(metric, from) : from;
      return `${label} changed from ${before} to ${typeof to === 'number' ? words.exact(metric, to) : to}`;
    }
    case 'direction':
      return changed(`direction${of}`);
    case 'scope':
      return changed(`scope${of}`);
    case 'alpha':
      return changed('α');
    case 'metrics':
      return changed('primary metrics');
    case 'variants':
      return changed('number of variants');
    case 'baseline':
      return 'baseline and variant were swapped';
    case 'runs':
      return 'a setting of the trainer trained them again';
    default:
      return changed(setting);
  }
}

const QUANTITIES = { margin: 'margin', 'min-effect': 'min-effect', value: 'fixed baseline' } as const;

export const DESIGN_CHANGED = 'the design changed after these runs were first tested';

/** Names of variants whose verdicts are withheld. */
export function changedVariants(changes: readonly DesignChange[]): ReadonlySet<string> {
  // A guard that is removed would have decided.
  const own = changes.filter(
    ({ withholds, setting, to }) => withholds && (setting !== 'guard' || to === 'none'),
  );
  return new Set(own.map(({ variant }) => variant));
}

/** @param regressed variants that were a regression by their first design: a changed one does not lift the gate */
export function withholdChanged(
  comparisons: readonly Comparison[],
  changes: readonly DesignChange[],
  regressed: ReadonlySet<string>,
): readonly Comparison[] {
  const changed = changedVariants(changes);
  const guards = changes.filter(({ withholds, setting }) => withholds && setting === 'guard');
  return comparisons.map((one) => {
    if (changed.has(one.variant)) return withoutVerdict(one, regressed.has(one.variant));
    const isGuard = guards.some(({ variant, subject }) => variant === one.variant && subject === one.metric);
    return isGuard ? withoutGuard(one) : one;
  });
}

function withoutVerdict(comparison: Comparison, hasRegressed: boolean): Comparison {
  const guarded = withoutGuard(comparison);
  if (guarded.role === 'secondary' || guarded.verdict === 'invalid') return guarded;
  const verdict = hasRegressed ? 'regression' : guarded.verdict;
  if (verdict === 'inconclusive') return guarded;
  return { ...guarded, verdict: 'inconclusive', reason: DESIGN_CHANGED, withheld: verdict };
}

function withoutGuard(comparison: Comparison): Comparison {
  const { guard } = comparison;
  if (guard?.status !== 'shown') return comparison;
  return { ...comparison, guard: { ...guard, status: 'not-shown', reason: DESIGN_CHANGED } };
}
