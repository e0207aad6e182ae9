import { expect, test } from 'vitest';
import { renderResultJson } from '../../src/report/result-json.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { everySample } from '../support/every-sample.ts';
import { readResult } from '../support/result-schema.ts';
import { better } from '../support/samples.ts';

test.each(everySample)('the sample "%s" is a result as the published schema describes it', (_, result) => {
  expect(readResult(renderResultJson(result))).toMatchObject(result);
});

test('a key that nobody described, a key that is missing and a number that JSON does not know are none', () => {
  const read = (result: object) => () => readResult(renderResultJson(result as ExperimentResult));
  expect(read({ ...better, secret: 1 })).toThrow('must NOT have additional properties');
  const { curves: _, ...without } = better;
  expect(read(without)).toThrow("must have required property 'curves'");
  expect(read({ ...better, runs: { ...better.runs, wallSeconds: Number.NaN } })).toThrow(
    '/runs/wallSeconds must be number',
  );
});
