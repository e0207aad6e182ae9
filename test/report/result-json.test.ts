import { expect, test } from 'vitest';
import { renderResultJson } from '../../src/report/result-json.ts';
import { better, inconclusive } from '../support/samples.ts';

test('the result file reads back as the very same result, full doubles included', () => {
  const { headline, findings, ...result } = JSON.parse(renderResultJson(better));
  expect(result).toEqual(better);
  expect([typeof headline, findings]).toEqual(['string', []]);
});

test('the sentences stand in the file: the first line, and what there is to act on, failures first', () => {
  const { headline, findings } = JSON.parse(renderResultJson(inconclusive));
  expect(headline).toMatch(/^⚪ Inconclusive: /);
  expect(findings).toContainEqual({
    check: 'overfitting/gap',
    status: 'warn',
    models: ['variant-b'],
    found: expect.stringMatching(/^validation loss is lowest at epoch 6 of 20/),
    action: expect.stringMatching(/^stop at epoch 6/),
  });
  for (const { found } of findings) expect(found.length).toBeLessThanOrEqual(141);
});
