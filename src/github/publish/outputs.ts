/** The action's outputs. '' means "not known". */
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { busyShards, shardName } from '../../plan/runs/plan-waves.ts';
import type { NoVerdict } from '../../report/no-verdict.ts';
import { decidingPValue, isMeasured } from '../../report/view.ts';
import type { AwaitedWave } from '../../report/waves.ts';
import type { ExperimentResult } from '../../verdict/result.ts';

export const OUTPUTS = [
  'verdict',
  'conclusive',
  'gate',
  'conclusion',
  'variant',
  'metric',
  'difference',
  'interval-low',
  'interval-high',
  'p-value',
  'result',
  'report',
  'html-report',
  'comment-url',
] as const;
export type Output = (typeof OUTPUTS)[number];

export const WAVE_OUTPUTS = ['done', 'wave', 'matrix'] as const;

export function renderWaveOutputs(
  next: AwaitedWave | null,
  shards: number,
): Record<(typeof WAVE_OUTPUTS)[number], string> {
  const wave = String(next?.wave ?? '');
  const include = busyShards(next?.runs ?? [], shards).map((shard) => ({ shard: shardName(shard), wave }));
  return { done: String(next === null), wave, matrix: JSON.stringify({ include }) };
}

export interface Publications {
  readonly result: string;
  readonly report: string;
  readonly htmlReport: string;
  readonly commentUrl: string | null;
}

export function renderOutputs(result: ExperimentResult, publications: Publications): Record<Output, string> {
  const decisive = decisiveComparison(result);
  const measured = decisive !== null && isMeasured(decisive) ? decisive : null;
  return {
    verdict: result.verdict,
    conclusive: String(result.conclusive),
    gate: result.gate.passed ? 'passed' : 'failed',
    conclusion: result.gate.conclusion,
    variant: decisive?.variant ?? '',
    metric: decisive?.metric ?? '',
    difference: number(measured?.estimate),
    'interval-low': number(measured?.interval.low),
    'interval-high': number(measured?.interval.high),
    'p-value': number(measured === null ? undefined : decidingPValue(measured)),
    result: publications.result,
    report: publications.report,
    'html-report': publications.htmlReport,
    'comment-url': publications.commentUrl ?? '',
  };
}

/** The verdict is '' because `invalid` would mean a broken comparison. */
export function renderNoVerdictOutputs(kind: NoVerdict['kind']): Record<Output, string> {
  const empty = Object.fromEntries(OUTPUTS.map((name) => [name, ''])) as Record<Output, string>;
  const gate =
    kind === 'untouched'
      ? { gate: 'passed', conclusion: 'neutral' }
      : { gate: 'failed', conclusion: 'failure' };
  return { ...empty, ...gate, conclusive: 'false' };
}

/** The first primary comparison with the experiment's verdict, else the first one. */
function decisiveComparison({ comparisons, verdict }: ExperimentResult): Comparison | null {
  const primary = comparisons.filter((comparison) => comparison.role === 'primary');
  return primary.find((comparison) => comparison.verdict === verdict) ?? primary[0] ?? null;
}

function number(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
