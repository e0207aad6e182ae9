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

const guarded = (status: 'shown' | 'worse' | 'not-shown') =>
  ({ ...compared('inconclusive', 'secondary'), guard: { status } }) as Comparison;

describe('the verdict of the whole', () => {
  test.each([
    ['improvement', 'shown', 'improvement'],
    ['improvement', 'not-shown', 'inconclusive'],
    ['improvement', 'worse', 'regression'],
    ['equivalent', 'not-shown', 'equivalent'],
    ['equivalent', 'worse', 'regression'],
    ['inconclusive', 'shown', 'inconclusive'],
  ] as const)('of %s with a guard that is %s is %s', (own, status, joint) => {
    expect(overallVerdict([compared(own), guarded(status)], []).verdict).toBe(joint);
    const ofOther = { ...guarded(status), variant: 'w' } as Comparison;
    expect(overallVerdict([compared(own), ofOther], []).verdict).toBe(own);
  });

  test.each<[Verdict, Comparison[]]>([
    ['regression', [compared('improvement'), compared('regression')]],
    ['improvement', [compared('improvement'), compared('inconclusive'), compared('equivalent')]],
    ['inconclusive', [compared('inconclusive'), compared('equivalent')]],
    ['equivalent', [compared('equivalent'), compared('regression', 'secondary')]],
  ])('is %s for %j', (verdict, comparisons) => {
    expect(overallVerdict(comparisons, []).verdict).toBe(verdict);
  });

  test.each(['evaluation-files', 'failed-runs', 'scale', 'seed-effect', 'overfitting/gap'])(
    'a comparison that %s fails is invalid, whatever the numbers say, if the check invalidates',
    (id) => {
      const at = (status: Check['status']) => overallVerdict([compared('improvement')], [broken(id, status)]);
      const invalid = { verdict: 'invalid', reason: 'v: broken' };
      const improvement = { verdict: 'improvement', reason: null };
      expect(at('fail')).toEqual(id === 'overfitting/gap' ? improvement : invalid);
      expect(at('warn')).toEqual(improvement);
    },
  );
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
