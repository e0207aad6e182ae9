/** The first line of a pull request that claims something. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import type { ClaimStatement } from '../../../verdict/claim.ts';
import { intervalLevel } from '../../../words/number.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { overTasks } from '../tasks.ts';
import { range } from './amounts.ts';

const WORDS = { supported: '✅ Proven', contradicted: '❌ Disproven', 'not-shown': '⚪ Not proven' } as const;

/**
 * The statement that decides the claim; null if the headline of the verdict says it. A broken comparison and a regression that
 * nobody claimed come before the claim.
 */
export function leadingStatement({ result }: View): ClaimStatement | null {
  const { claim, verdict } = result;
  if (claim === null || verdict === 'invalid') return null;
  if (verdict === 'regression' && claim.status !== 'contradicted') return null;
  const statement = claim.statements.find(({ status }) => status === claim.status) ?? null;
  if (statement === null || claim.status !== 'supported') return statement;
  const isSaid = statement.kind === 'amount' ? false : verdict === SAID_BY[statement.kind];
  return isSaid ? null : statement;
}

/** The verdict that says as much as the claim. */
const SAID_BY = {
  improvement: 'improvement',
  'no-regression': 'equivalent',
  'no-worse': 'equivalent',
  'no-change': 'equivalent',
} as const;

/** `⚪ Not proven: you claim at least +1 point in accuracy; the data show +0.2 to +1.8 (95 % CI)`. */
export function claimHeadline(view: View, statement: ClaimStatement): Phrase {
  const { metric, variant, status } = statement;
  const comparison = view.result.comparisons.find((one) => one.metric === metric && one.variant === variant);
  const seen =
    comparison === undefined || !isMeasured(comparison)
      ? unmeasured(statement, comparison)
      : say`the data show ${shown(view, statement, comparison)}`;
  return say`${WORDS[status]}: you claim ${claimed(view, statement)}${whose(view, variant)}; ${seen}`;
}

function unmeasured({ metric, kind, status }: ClaimStatement, comparison: Comparison | undefined): Phrase {
  const isEqual = comparison?.cause === 'identical' || comparison?.cause === 'ceiling';
  if (!isEqual) return say`nothing could be compared`;
  if (status === 'supported') return say`every pair is identical`;
  const rest = kind === 'no-change' ? ', but other results differ' : '';
  return say`${metricName(metric)} is equal in every pair${rest}`;
}

function claimed(view: View, { kind, metric, amount }: ClaimStatement): Phrase {
  const allowed = view.metric(metric).margin;
  const margin = allowed === null ? '' : view.format(metric).exact(allowed);
  switch (kind) {
    case 'amount':
      return amountOf(view, metric, amount ?? 0);
    case 'improvement':
      return say`better ${metricName(metric)}`;
    case 'no-regression':
    case 'no-worse':
      return say`${metricName(metric)} no worse${margin === '' ? '' : ` by more than ${margin}`}`;
    case 'no-change':
      return say`no change in ${metricName(metric)}${margin === '' ? '' : ` (within ±${margin})`}`;
  }
}

/** `at least +1 point in accuracy`, `val_loss lower by at least 0.1`. */
function amountOf(view: View, metric: string, amount: number): Phrase {
  const size = view.format(metric).exact(Math.abs(amount));
  const name = metricName(metric);
  if (view.metric(metric).direction === 'maximize')
    return say`at least ${amount < 0 ? '\u2212' : '+'}${size} in ${name}`;
  return amount < 0 ? say`${name} higher by at most ${size}` : say`${name} lower by at least ${size}`;
}

function whose({ variants }: View, variant: string): Phrase {
  return variants.length > 1 ? say` with ${code(variant)}` : [];
}

/** A second test may withhold a claim that the interval reaches. */
function shown(view: View, { kind, amount, status }: ClaimStatement, comparison: MeasuredComparison): Phrase {
  const { interval, metric } = comparison;
  const isReached = kind !== 'no-change' && interval.low >= (amount ?? 0);
  const doubt = status === 'not-shown' && isReached ? ', not confirmed' : '';
  return say`${range(view, metric, interval)} (${intervalLevel(interval.level)} CI)${overTasks(view)}${doubt}`;
}
