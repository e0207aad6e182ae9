import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { differingExample } from '../../../src/checks/evidence/differing-example.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Rows of `id,label`. */
async function tableOf(...rows: readonly string[]) {
  const path = join(await temporaryFolder(), 'predictions.csv');
  await writeFile(path, ['id,label,prediction', ...rows.map((row) => `${row},cat`)].join('\n'));
  return readPredictions(path);
}

test.each([
  ['one that is missing', ['a,cat', 'c,cat'], 'it lacks the example "b"'],
  ['one too many', ['a,cat', 'b,dog', 'd,cat'], 'it has an additional example "d"'],
  ['another label', ['b,cat', 'a,cat'], 'its label of the example "b" is "cat", not "dog"'],
  ['no difference, in another order', ['b,dog', 'a,cat'], null],
  ['an id twice, which names no example', ['a,cat', 'a,dog'], null],
])('names %s', async (_, rows, expected) => {
  expect(differingExample(await tableOf('a,cat', 'b,dog'), await tableOf(...rows))).toBe(expected);
});
