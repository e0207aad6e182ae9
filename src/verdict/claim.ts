/**
 * Holds a claim, written down before the runs, against the comparisons.
 *
 * - An amount is supported if the whole interval of the difference reaches it, and contradicted if the whole interval falls short.
 *   The shown interval covers at any stop, so a smaller change passes for the claimed one in at most alpha / 2 of the experiments
 *   with normal differences. Differences may be skewed, so the studentised bootstrap must agree at the same level.
 * - `improvement` is supported by that verdict, and contradicted by a regression.
 * - `no regression` is non-inferiority: the interval lies above −margin, and the studentised bootstrap does not object.
 * - `no change` is supported by the verdict equivalent, and contradicted by an improvement or a regression.
 * - `no worse` is the same as a part of a claim: `faster, no worse in val_loss`. A secondary metric becomes a guard.
 *
 * Several statements are supported if all are. Their number needs no correction (intersection–union; R. L. Berger,
 * Technometrics 24, 1982).
 */
import { z } from 'zod';
import {
  type Comparison,
  type Interval,
  intervalSchema,
  type MeasuredComparison,
} from '../analysis/compare/comparison.ts';
import { wholeOf } from '../analysis/compare/scale.ts';
import { crossCheckBound, crossCheckNonInferiority } from '../analysis/decide/cross-check.ts';
import { CLAIM_KINDS, type Claim } from '../config/claim/claim.ts';
import type { Described } from '../config/described.ts';
import type { Metric } from '../config/file/normalise.ts';
import { threeDigits } from '../words/number.ts';
import { wordFor } from '../words/plural.ts';
import type { UnitWords } from '../words/unit-words.ts';

const CLAIM_STATUSES = ['contradicted', 'not-shown', 'supported'] as const;

const CLAIMANTS = ['pull-request', 'config'] as const;

const statementSchema = z
  .object({
    source: z.enum(CLAIMANTS).describe('Where the claim comes from. In CI, the config is that of the base.'),
    text: z.string().describe('The claim as Conclusive reads it, not its original text.'),
    metric: z.string(),
    variant: z.string(),
    kind: z.enum(CLAIM_KINDS),
    amount: z
      .number()
      .nullable()
      .describe('The smallest claimed difference; positive is better. null for a claim without an amount.'),
    interval: intervalSchema
      .nullable()
      .describe(
        'The interval that a claimed amount was compared with; null for other claims, or if nothing was measured.',
      ),
    status: z.enum(CLAIM_STATUSES),
    reason: z.string(),
  })
  .describe('One variant on one metric.');
export type ClaimStatement = Described<typeof statementSchema>;

export const claimResultSchema = z.object({
  source: z
    .enum([...CLAIMANTS, 'both'])
    .describe('Source of the statements that have the status of the whole claim.'),
  status: z.enum(CLAIM_STATUSES).describe('contradicted if any statement is, supported if all are.'),
  statements: z.array(statementSchema),
});
export type ClaimResult = Described<typeof claimResultSchema>;

export interface Claimed {
  readonly source: ClaimStatement['source'];
  readonly claims: readonly Claim[];
}

export interface ClaimEvidence {
  readonly metrics: readonly Metric[];
  readonly variants: readonly string[];
  readonly comparisons: readonly Comparison[];
  readonly isInvalid: boolean;
  /** Default: those of trainings. */
  readonly words?: UnitWords;
}

export function judgeClaim(claimed: readonly Claimed[], evidence: ClaimEvidence): ClaimResult | null {
  const statements = claimed.flatMap(({ source, claims }) =>
    claims.flatMap((claim) => statementsOf(claim, evidence).map((one) => ({ source, ...one }))),
  );
  const status = CLAIM_STATUSES.find((one) => statements.some((statement) => statement.status === one));
  const [first, ...others] = statements.filter((statement) => statement.status === status);
  if (status === undefined || first === undefined) return null;
  const source = others.every((one) => one.source === first.source) ? first.source : 'both';
  return { source, status, statements };
}

type Held = Omit<ClaimStatement, 'source'>;

function statementsOf(claim: Claim, evidence: ClaimEvidence): Held[] {
  const metrics = evidence.metrics.filter(({ name, role }) =>
    claim.metric === null ? role === 'primary' : name === claim.metric,
  );
  const variants = evidence.variants.filter((name) => claim.variant === null || name === claim.variant);
  return variants.flatMap((variant) => metrics.map((metric) => judgeOne(claim, metric, variant, evidence)));
}

function judgeOne(claim: Claim, metric: Metric, variant: string, evidence: ClaimEvidence): Held {
  const comparison = evidence.comparisons.find(
    (one) => one.variant === variant && one.metric === metric.name,
  );
  const measured = comparison === undefined || comparison.difference === null ? null : comparison;
  const amount = amountOf(claim, metric, measured);
  const who = evidence.variants.length > 1 ? ` with ${variant}` : '';
  const held = claim.kind === 'amount' && measured !== null && !evidence.isInvalid;
  const head = {
    text: `${describe(claim, metric)}${who}`,
    metric: metric.name,
    variant,
    kind: claim.kind,
    interval: held ? boundsOf(measured) : null,
  };
  if (evidence.isInvalid)
    return { ...head, amount, status: 'not-shown', reason: 'the comparison itself is broken' };
  if (claim.kind === 'no-change' && comparison !== undefined)
    return { ...head, amount, ...holdNoChange(comparison) };
  if (measured === null) {
    const why = comparison?.difference === null ? comparison.reason : 'no comparison could be made';
    return { ...head, amount, status: 'not-shown', reason: why };
  }
  const judged =
    claim.kind === 'improvement'
      ? holdImprovement(measured)
      : claim.kind === 'amount'
        ? holdAmount(measured, amount ?? 0, evidence.words)
        : holdNoRegression(measured, evidence.words);
  return { ...head, amount, ...judged };
}

function describe({ kind, change, unit }: Claim, { name }: Metric): string {
  if (kind !== 'amount') return `${kind === 'improvement' ? kind : kind.replace('-', ' ')} in ${name}`;
  const size = Math.abs(change ?? 0);
  const points = unit === 'own' ? '' : ` ${wordFor(size, 'point')}`;
  return `${name} ${(change ?? 0) < 0 ? '\u2212' : '+'}${size}${points}`;
}

/** In the unit and the direction of the difference. */
function amountOf(
  { kind, change, unit }: Claim,
  metric: Metric,
  measured: MeasuredComparison | null,
): number | null {
  if (kind === 'no-regression' || kind === 'no-worse') return metric.margin === null ? null : -metric.margin;
  if (change === null) return null;
  const turned = metric.direction === 'maximize' ? change : -change;
  if (unit === 'own') return turned;
  const means = measured === null ? [] : [measured.baseline.mean, measured.candidate.mean];
  return (turned * wholeOf(metric.name, means)) / 100;
}

type Judged = Pick<ClaimStatement, 'status' | 'reason'>;

function holdImprovement({ verdict, reason }: MeasuredComparison): Judged {
  const status =
    verdict === 'improvement' ? 'supported' : verdict === 'regression' ? 'contradicted' : 'not-shown';
  return { status, reason: `the verdict is ${verdict}${reason === null ? '' : `: ${reason}`}` };
}

const FOUND = { equivalent: 'supported', improvement: 'contradicted', regression: 'contradicted' } as const;

function holdNoChange({ verdict, reason }: Comparison): Judged {
  const status = verdict === 'inconclusive' || verdict === 'invalid' ? 'not-shown' : FOUND[verdict];
  return { status, reason: reason ?? `the verdict is ${verdict}` };
}

function boundsOf({ interval: { level, low, high } }: MeasuredComparison): Interval {
  return { level, low, high };
}

function holdAmount(comparison: MeasuredComparison, amount: number, words?: UnitWords): Judged {
  const { low, high } = boundsOf(comparison);
  const from = threeDigits(low);
  const to = threeDigits(high);
  const claimed = threeDigits(amount);
  if (high < amount)
    return unlessObjected(crossCheckBound(comparison, 'below', amount, words), {
      status: 'contradicted',
      reason: `the difference is at most ${to}, less than the claimed ${claimed}`,
    });
  if (low < amount)
    return {
      status: 'not-shown',
      reason: `the claimed ${claimed} lies inside the interval from ${from} to ${to}`,
    };
  // Corrected for the other comparisons, or by a cross-check, even the difference from zero is open.
  if (amount > 0 && comparison.verdict === 'inconclusive')
    return {
      status: 'not-shown',
      reason: `the verdict is inconclusive: ${comparison.reason ?? 'the difference is not significant'}`,
    };
  return unlessObjected(crossCheckBound(comparison, 'above', amount, words), {
    status: 'supported',
    reason: `the difference is at least ${from}, the claim is at least ${claimed}`,
  });
}

function unlessObjected(objection: string | null, judged: Judged): Judged {
  return objection === null ? judged : { status: 'not-shown', reason: objection };
}

function holdNoRegression(comparison: MeasuredComparison, words?: UnitWords): Judged {
  const { equivalence, verdict, interval, guard } = comparison;
  if (verdict === 'regression') return { status: 'contradicted', reason: 'the verdict is regression' };
  if (equivalence === null)
    return {
      status: 'not-shown',
      reason: 'the metric has no margin, so no acceptable loss is defined; set one in metrics',
    };
  const { margin, localLevel } = equivalence;
  const test = `the difference is at least ${threeDigits(interval.low)}, the margin allows a loss of ${threeDigits(margin)}`;
  if (guard?.status === 'worse')
    return { status: 'contradicted', reason: `it is worse by more than ${margin}` };
  if (interval.low < -margin) return { status: 'not-shown', reason: test };
  return unlessObjected(crossCheckNonInferiority(comparison, margin, localLevel, words), {
    status: 'supported',
    reason: test,
  });
}
