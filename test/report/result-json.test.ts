import { expect, test } from 'vitest';
import { renderResultJson } from '../../src/report/result-json.ts';
import { better, inconclusive } from '../support/samples.ts';

test('the result file reads back as the very same result, full doubles included', () => {
  const { headline, reasons, next, findings, ...result } = JSON.parse(renderResultJson(better));
  expect(result).toEqual(better);
  expect([typeof headline, next, findings]).toEqual(['string', null, []]);
  expect(reasons).toContainEqual(better.gate.reason);
});

test('the sentences stand in the file: the first line, and what there is to act on, failures first', () => {
  const { headline, next, findings } = JSON.parse(renderResultJson(inconclusive));
  expect(next).toEqual({
    action: expect.stringMatching(/\w/),
    // The commit that was compared has none of what the action changes.
    command: inconclusive.provenance.command.replace(/ --head \w+$/, ''),
  });
  expect(headline).toMatch(/^⚪ Too close to call: /);
  expect(findings).toContainEqual({
    check: 'overfitting/gap',
    status: 'warn',
    models: ['variant-b'],
    found: expect.stringMatching(/^validation loss is lowest at epoch 6 of 20/),
    action: expect.stringMatching(/^stop at epoch 6/),
  });
  for (const { found } of findings) expect(found.length).toBeLessThanOrEqual(141);
});
