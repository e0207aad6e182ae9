import { expect, test } from 'vitest';
import { renderResultJson } from '../../src/report/result-json.ts';
import { better } from '../support/samples.ts';

test('the result file reads back as the very same result, full doubles included', () => {
  expect(JSON.parse(renderResultJson(better))).toEqual(better);
});

test('a number that JSON does not know is written as null', () => {
  const broken = {
    ...better,
    runs: { ...better.runs, wallSeconds: Number.NaN, cpuSeconds: Number.POSITIVE_INFINITY },
  };
  expect(JSON.parse(renderResultJson(broken)).runs).toMatchObject({ wallSeconds: null, cpuSeconds: null });
});
