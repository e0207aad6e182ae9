import { expect, test } from 'vitest';
import { gateLine } from '../../../src/report/content/gate.ts';
import { viewOf } from '../../../src/report/view.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { plainBlocks } from '../../support/plain.ts';
import * as samples from '../../support/samples.ts';

const read = (result: ExperimentResult) => plainBlocks(gateLine(viewOf(result)));

test.each([
  [
    'failed',
    samples.worse,
    '**Gate: failed**, because the verdict is regression, and gate.fail-on names it.',
  ],
  [
    'neutral',
    samples.inconclusive,
    '**Gate: neutral**, because the verdict is inconclusive, and gate.warn-on names it.',
  ],
])('a gate that %s says by which rule', (_, result, expected) => {
  expect(read(result)).toBe(expected);
});

test('a gate that passes is news only where the verdict is none that anybody wants', () => {
  expect([read(samples.better), read(samples.equivalent)]).toEqual(['', '']);
  const ignored = {
    passed: true,
    conclusion: 'success',
    reason: 'gate.fail-on is never',
    failed: [],
  } as const;
  expect(read({ ...samples.worse, gate: ignored })).toBe('**Gate: passed**, because gate.fail-on is never.');
});
