import { expect, test } from 'vitest';
import { ofTask } from '../../../src/analysis/compare/compare-strata.ts';

test('a cross-check over tasks asks for tasks', () => {
  const open = { variant: 'b', metric: 'accuracy', role: 'primary', pairing: 'seed' } as const;
  const reason = 'two tests disagree, so add seeds: one gives p 0.5';
  const shown = ofTask({ ...open, verdict: 'inconclusive', reason, cause: null, difference: null });
  expect(shown).toMatchObject({
    pairing: 'task',
    reason: 'two tests disagree, so add tasks: one gives p 0.5',
  });
});
