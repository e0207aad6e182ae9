import { expect, test } from 'vitest';
import { intervalPicture } from '../../../../src/report/content/charts/interval-picture.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { everySample } from '../../../support/every-sample.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import * as samples from '../../../support/samples.ts';

const linesOf = (result: Parameters<typeof viewOf>[0]) => {
  const [block] = intervalPicture(viewOf(result));
  return block?.kind === 'lines' ? block.text.split('\n') : [];
};

test('an interval lies below the margin', () => {
  expect(linesOf(samples.better)).toEqual([
    '               worse          better',
    'margin ±0.005   ├─┼─┤',
    'head              │ ├──────●───────┤',
  ]);
});

test.each([...everySample, ['huge', huge()] as const])('%s: fits a phone', (_, result) => {
  const lines = linesOf(result);
  expect(lines.every((line) => [...line].length <= 41)).toBe(true);
  expect(lines.length).toBeLessThanOrEqual(16);
  expect(lines.join('')).not.toMatch(/[╫·]/);
});

test('without a margin the line of zero is named', () => {
  const result = mixed('improvement', [['a', 'macro_f1', 'improvement']]);
  const metrics = result.metrics.map((metric) => ({ ...metric, margin: null }));
  expect(linesOf({ ...result, metrics })[1]).toMatch(/^no difference +│$/);
});
