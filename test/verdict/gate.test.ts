import { describe, expect, test } from 'vitest';
import type { Guard, ImpossibleComparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import type { Check } from '../../src/checks/check.ts';
import { type Config, configShape } from '../../src/config/schema/schema.ts';
import { applyGate, type GateEvidence } from '../../src/verdict/gate.ts';
import { check as sampleCheck } from '../support/samples.ts';

const compared = (verdict: Verdict, metric = 'accuracy', variant = 'head') =>
  ({
    variant,
    metric,
    role: 'primary',
    pairing: 'seed',
    verdict,
    reason: 'r',
    difference: null,
  }) as ImpossibleComparison;
const check = (id: string, status: Check['status'], model = 'head') =>
  sampleCheck({ id, model, status, message: 'found' });
const policy = (gate: object = {}): Config['gate'] => configShape.gate.parse(gate);
const decide = (evidence: Partial<GateEvidence>, gate: object = {}) =>
  applyGate({ comparisons: [], checks: [], claim: null, ...evidence }, policy(gate));

describe('the gate', () => {
  test.each([
    ['improvement', 'success'],
    ['equivalent', 'success'],
    ['inconclusive', 'neutral'],
    ['invalid', 'failure'],
    ['regression', 'failure'],
  ] as const)('by default answers %s with %s', (verdict, conclusion) => {
    const decision = decide({ comparisons: [compared(verdict)] });
    expect(decision).toMatchObject({ conclusion, passed: conclusion !== 'failure' });
  });

  test('fails on what it names, also where it is in both lists, and says which entry decided', () => {
    const both = { 'fail-on': ['equivalent'], 'warn-on': ['equivalent'] };
    expect(decide({ comparisons: [compared('equivalent')] }, both)).toEqual({
      passed: false,
      conclusion: 'failure',
      reason: 'the verdict is equivalent, listed in gate.fail-on',
      failed: [{ on: 'equivalent', metric: null }],
    });
  });

  test('that fails on nothing never blocks, and yet is not green for a comparison that is broken', () => {
    for (const failOn of [['never'], []]) {
      const gate = { 'fail-on': failOn };
      expect(decide({ comparisons: [compared('regression')] }, gate).conclusion).toBe('success');
      expect(decide({ comparisons: [compared('invalid')] }, gate).conclusion).toBe('neutral');
    }
  });

  test.each<[string, Check['status'], string, string, 'success' | 'failure']>([
    ['overfitting/gap', 'warn', 'head', 'overfitting', 'failure'],
    ['overfitting/best-epoch', 'fail', 'head', 'overfitting', 'failure'],
    ['overfitting/gap', 'warn', 'baseline', 'overfitting', 'success'],
    ['overfitting/gap', 'warn', 'main', 'overfitting', 'success'],
    ['overfitting/gap', 'not-checked', 'head', 'overfitting', 'success'],
    ['overfitting/gap', 'pass', 'head', 'overfitting', 'success'],
    ['overfitting/gap', 'advice', 'head', 'overfitting', 'success'],
    ['seed-effect', 'warn', 'head', 'overfitting', 'success'],
    ['slices/named', 'warn', 'head', 'slices', 'failure'],
    ['slices/named', 'fail', 'head', 'slices', 'failure'],
    ['slices/named', 'ignored', 'head', 'slices', 'success'],
    ['slices/found', 'warn', 'head', 'slices', 'success'],
  ])('%s, %s, of %s under fail-on: [%s] is a %s', (id, status, model, entry, conclusion) => {
    const evidence = { comparisons: [compared('improvement')], checks: [check(id, status, model)] };
    expect(decide(evidence, { 'fail-on': [entry] }).conclusion).toBe(conclusion);
  });

  test('warns by default of a named slice that gets worse', () => {
    const evidence = { comparisons: [compared('improvement')], checks: [check('slices/named', 'fail')] };
    expect(decide(evidence)).toMatchObject({
      conclusion: 'neutral',
      reason: 'a slice gets worse, listed in gate.warn-on',
    });
    expect(decide(evidence, { 'warn-on': ['inconclusive'] }).conclusion).toBe('success');
  });

  test('sees a claim that is not supported, and none where nothing is claimed', () => {
    const gate = { 'fail-on': ['not-supported'] };
    const at = (claim: GateEvidence['claim']) =>
      decide({ comparisons: [compared('improvement')], claim }, gate);
    for (const [source, words] of [
      ['pull-request', 'the claim of the pull request is'],
      ['config', 'the claim of the config is'],
      ['both', 'claims of the pull request and of the config are'],
    ] as const) {
      expect(at({ status: 'contradicted', source })).toMatchObject({
        conclusion: 'failure',
        reason: `${words} not supported, listed in gate.fail-on`,
      });
    }
    expect(at({ status: 'supported', source: 'config' }).conclusion).toBe('success');
    expect(at(null).conclusion).toBe('success');
  });
});

describe('a metric with a policy of its own', () => {
  const gate = {
    'fail-on': ['regression'],
    metrics: {
      macro_f1: { 'fail-on': ['regression', 'inconclusive'] },
      latency: { 'fail-on': [], 'warn-on': ['regression'] },
    },
  };

  test('is judged by that alone, and the others by the shared one', () => {
    const at = (metric: string, verdict: Verdict) =>
      decide({ comparisons: [compared(verdict, metric)] }, gate);
    expect(at('macro_f1', 'inconclusive')).toMatchObject({
      conclusion: 'failure',
      reason: 'the verdict is inconclusive for macro_f1, listed in gate.metrics.macro_f1.fail-on',
    });
    expect(at('latency', 'regression').conclusion).toBe('neutral');
    expect(at('accuracy', 'inconclusive').conclusion).toBe('neutral');
    expect(at('accuracy', 'regression').conclusion).toBe('failure');
  });

  test('is named beside the metrics that the shared policy speaks of', () => {
    const comparisons = [
      compared('regression', 'latency'),
      compared('inconclusive', 'accuracy'),
      compared('inconclusive', 'loss'),
    ];
    expect(decide({ comparisons }, gate).reason).toBe(
      'the verdict is inconclusive for accuracy, loss, listed in gate.warn-on; the verdict is regression for latency, listed in gate.metrics.latency.warn-on',
    );
  });

  test('does not hide a regression of another', () => {
    const comparisons = [compared('regression', 'latency'), compared('regression', 'accuracy')];
    expect(decide({ comparisons }, gate)).toMatchObject({
      conclusion: 'failure',
      failed: [{ on: 'regression', metric: null }],
    });
  });

  test('leaves a broken experiment to the shared policy', () => {
    const broken = {
      comparisons: [compared('improvement', 'macro_f1')],
      checks: [check('evaluation-files', 'fail')],
    };
    expect(decide(broken, { ...gate, 'fail-on': ['invalid'] })).toMatchObject({
      conclusion: 'failure',
      failed: [{ on: 'invalid', metric: null }],
    });
  });

  describe('with guards', () => {
    const guarded = { metrics: { latency_ms: 'no-worse' } };
    const guard = (status: Guard['status'], more: Partial<Guard> = {}): Guard => ({
      margin: 5,
      status,
      pValue: 0.2,
      pValueAdjusted: 0.31,
      significanceLevel: 0.05,
      pairs: 6,
      reason: null,
      ...more,
    });
    const latency = (own: Guard, variant = 'head') => ({
      ...compared('inconclusive', 'latency_ms', variant),
      role: 'secondary' as const,
      guard: own,
    });

    test('passes where they hold, and says so', () => {
      const evidence = { comparisons: [compared('improvement'), latency(guard('shown'))] };
      expect(decide(evidence, guarded)).toEqual({
        passed: true,
        conclusion: 'success',
        reason: 'your config blocks only regression and invalid; latency_ms is not worse by the margin',
        failed: [],
      });
    });

    test.each([
      [
        guard('not-shown'),
        'could not rule out that latency_ms is worse by more than 5 (p 0.31, needed at most 0.05)',
      ],
      [
        guard('not-shown', { reason: 'the studentised bootstrap objects' }),
        'could not rule out that latency_ms is worse by more than 5 (the studentised bootstrap objects)',
      ],
      [
        guard('not-shown', { pValueAdjusted: null, significanceLevel: null }),
        'could not rule out that latency_ms is worse by more than 5 (r)',
      ],
      [guard('worse'), 'latency_ms is guarded, and is worse by more than 5'],
    ])('fails where one does not: %o', (own, reason) => {
      expect(decide({ comparisons: [compared('improvement'), latency(own)] }, guarded)).toEqual({
        passed: false,
        conclusion: 'failure',
        reason,
        failed: [{ on: 'no-worse', metric: 'latency_ms' }],
      });
    });

    test('fails where it was not measured, and names the variant where there are several', () => {
      expect(decide({ comparisons: [compared('improvement')] }, guarded).reason).toBe(
        'latency_ms is guarded, but was not measured',
      );
      const two = [latency(guard('shown')), latency(guard('not-shown'), 'wide')];
      const comparisons = [compared('improvement'), compared('improvement', 'accuracy', 'wide'), ...two];
      expect(decide({ comparisons }, guarded).reason).toContain(
        'could not rule out that latency_ms of wide is',
      );
    });

    test('says both where the verdict fails it as well, and leaves what is broken to the verdict', () => {
      const own = latency(guard('not-shown'));
      const failed = decide({ comparisons: [compared('regression'), own] }, guarded);
      expect(failed.reason).toBe(
        'the verdict is regression, listed in gate.fail-on; could not rule out that latency_ms is worse by more than 5 (p 0.31, needed at most 0.05)',
      );
      expect(failed.failed.map(({ on }) => on)).toEqual(['regression', 'no-worse']);
      const broken = decide({ comparisons: [compared('invalid'), own] }, guarded);
      expect(broken.failed.map(({ on }) => on)).toEqual(['invalid']);
      // A policy that never fails on a verdict still guards.
      const never = { 'fail-on': ['never'], ...guarded };
      expect(decide({ comparisons: [compared('regression'), own] }, never).conclusion).toBe('failure');
    });
  });
});
