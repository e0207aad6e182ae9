import { expect, it, test } from 'vitest';
import { read, refusal } from '../../run-directory.ts';

const SET = { examples: 10, twins: 2 };
const DUPLICATES = { train: SET, test: SET, leaked: 1, ids: ['a'] };
const EVIDENCE = {
  exact: DUPLICATES,
  near: DUPLICATES,
  domains: { test: { auc: 0.5, standardError: 0.1 }, shifted: null },
};

it('is kept in the record', async () => {
  expect((await read({ 'data-evidence.json': EVIDENCE })).data).toEqual(EVIDENCE);
});

it('is one of a file directly in the run directory alone', async () => {
  expect(await refusal({ 'deep/data-evidence.json': EVIDENCE })).toContain('nothing to read');
});

test.each([
  ['is cut off', '{"exact":', 'data-evidence.json: not valid JSON: '],
  [
    'says what cannot be',
    { ...EVIDENCE, near: { ...DUPLICATES, leaked: 11 } },
    'data-evidence.json: near: must not count more leaked examples than the test set has',
  ],
])('is refused when it %s', async (_, content, message) => {
  expect(await refusal({ 'data-evidence.json': content })).toContain(message);
});
