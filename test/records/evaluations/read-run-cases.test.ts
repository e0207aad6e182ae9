import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRunCases } from '../../../src/records/evaluations/read-run-cases.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test.each([
  ['fresh answers', ['a,1,0.5,false', 'b,0,0.25,false'], 0.75],
  ['one answer of a cache, which repeats its price', ['a,1,0.5,true', 'b,0,0.25,false'], 0.25],
  ['all answers of a cache', ['a,1,0.5,true', 'b,0,,true'], 0],
  ['a fresh answer without a price', ['a,1,,false', 'b,0,0.25,true'], undefined],
])('what a repeat cost: %s', async (_, rows, dollars) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'cases.csv'), ['case,score,cost,cached', ...rows].join('\n'));
  expect((await readRunCases(folder)).cost.dollars).toBe(dollars);
});
