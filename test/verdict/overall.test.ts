import { describe, expect, test } from 'vitest';
import type {
  Comparison,
  ImpossibleComparison,
  Scope,
  Verdict,
} from '../../src/analysis/compare/comparison.ts';
import type { Check } from '../../src/checks/check.ts';
import { overallScope, overallVerdict } from '../../src/verdict/overall.ts';
import { check } from '../support/samples.ts';

const compared = (verdict: Verdict, role: 'primary' | 'secondary' = 'primary') =>
  ({
    variant: 'v',
    metric: 'm',
    role,
    pairing: 'seed',
    verdict,
    reason: 'r',
    difference: null,
  }) as ImpossibleComparison;
const broken = (id: string, status: Check['status']) => check({ id, status, model: 'v', message: 'broken' });

describe('the verdict of the whole', () => {
  test.each<[Verdict, Verdict[]]>([
    ['regression', ['improvement', 'regression']],
    ['improvement', ['improvement', 'inconclusive', 'equivalent']],
    ['inconclusive', ['inconclusive', 'equivalent']],
    ['equivalent', ['equivalent', 'equivalent']],
  ])('is %s for %j', (verdict, parts) => {
    const comparisons = parts.map((part) => compared(part));
    expect(overallVerdict(comparisons, []).verdict).toBe(verdict);
  });

  test('secondary metrics decide nothing', () => {
    expect(overallVerdict([compared('equivalent'), compared('regression', 'secondary')], []).verdict).toBe(
      'equivalent',
    );
  });

  test('a broken comparison is invalid, whatever the numbers say', () => {
    for (const id of ['evaluation-files', 'failed-runs', 'scale', 'seed-effect']) {
      expect(overallVerdict([compared('improvement')], [broken(id, 'fail')])).toEqual({
        verdict: 'invalid',
        reason: 'v: broken',
      });
      expect(overallVerdict([compared('improvement')], [broken(id, 'warn')]).verdict).toBe('improvement');
    }
    expect(overallVerdict([compared('improvement')], [broken('overfitting/gap', 'fail')]).verdict).toBe(
      'improvement',
    );
  });
});

describe('the scope of the whole', () => {
  const scoped = (verdict: Verdict, scope: Scope, role: 'primary' | 'secondary' = 'primary') =>
    ({ ...compared(verdict, role), difference: 0.1, scope }) as Comparison;

  test('is the narrowest of the comparisons that decided', () => {
    const comparisons = [
      scoped('improvement', 'new-examples'),
      scoped('improvement', 'this-test-set'),
      scoped('inconclusive', 'these-models'),
      scoped('improvement', 'these-models', 'secondary'),
    ];
    expect(overallScope(comparisons, 'improvement')).toBe('this-test-set');
    expect(overallScope(comparisons, 'inconclusive')).toBe('these-models');
  });

  test('is none where nothing was measured, or the comparison is broken', () => {
    expect(overallScope([compared('inconclusive')], 'inconclusive')).toBeNull();
    expect(overallScope([scoped('improvement', 'new-examples')], 'invalid')).toBeNull();
  });
});
