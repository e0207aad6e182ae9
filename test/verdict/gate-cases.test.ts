import { expect, test } from 'vitest';
import type { ImpossibleComparison } from '../../src/analysis/compare/comparison.ts';
import { gateSchema } from '../../src/config/schema/gate-schema.ts';
import { applyGate } from '../../src/verdict/gate.ts';
import type { CasePolicies } from '../../src/verdict/gate-cases.ts';

type Policy = CasePolicies[number];

const policy = (id: string, status: Policy['status'], variant = 'head'): Policy => ({
  id,
  variant,
  status,
  message: `${id} is ${status}`,
  cases: [],
  flaky: [],
  level: null,
  estimate: null,
});

const better = {
  variant: 'head',
  metric: 'score',
  role: 'primary',
  pairing: 'seed',
  verdict: 'improvement',
  reason: 'r',
  difference: null,
} as unknown as ImpossibleComparison;

test.each([
  ['no-case-regresses', 'pass', {}, 'success'],
  ['no-case-regresses', 'open', {}, 'neutral'],
  ['no-case-regresses', 'fail', {}, 'failure'],
  ['must-pass', 'open', {}, 'neutral'],
  ['must-pass', 'fail', {}, 'failure'],
  ['must-pass', 'open', { 'warn-on': [] }, 'success'],
  ['must-pass', 'open', { 'fail-on': ['inconclusive'], 'warn-on': [] }, 'failure'],
  ['must-pass', 'fail', { 'fail-on': ['never'] }, 'failure'],
  ['latency_ms.p95', 'pass', {}, 'success'],
  ['latency_ms.p95', 'open', {}, 'failure'],
  ['latency_ms.p95', 'fail', {}, 'failure'],
] as const)('%s that is %s with %j: %s', (id, status, lists, conclusion) => {
  const gate = gateSchema.parse(lists);
  const decision = applyGate(
    { comparisons: [better], checks: [], claim: null, policies: [policy(id, status)] },
    gate,
  );
  expect(decision.conclusion).toBe(conclusion);
  expect(decision.reason.includes(`${id} is ${status}`)).toBe(conclusion !== 'success');
  const isGuard = id.includes('.');
  expect(decision.failed).toEqual(
    conclusion === 'failure' ? [isGuard ? { on: 'no-worse', metric: id } : { on: id, metric: null }] : [],
  );
});

test('names the variant if there are several', () => {
  const policies = [policy('must-pass', 'fail', 'a'), policy('must-pass', 'pass', 'b')];
  const { reason } = applyGate(
    { comparisons: [better], checks: [], claim: null, policies },
    gateSchema.parse({}),
  );
  expect(reason).toBe('a: must-pass is fail');
});
