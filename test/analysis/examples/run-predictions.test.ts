import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSplitReaders } from '../../../src/analysis/examples/run-predictions.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Row = { readonly id: string; readonly features?: Readonly<Record<string, number>> };

/** Reads runs that leave these rows, in turn. */
async function readAll(...runs: ReadonlyArray<readonly Row[]>) {
  const folder = await temporaryFolder();
  const pathOf = (fingerprint: string) => join(folder, `${fingerprint}.jsonl`);
  const splitsOf = async ({ fingerprint }: RunRecord) => (await readPredictions(pathOf(fingerprint))).splits;
  const reader = createSplitReaders(splitsOf)('test');
  for (const [seed, rows] of runs.entries()) {
    const fingerprint = `run-${seed}`;
    const lines = rows.map((row) => JSON.stringify({ label: 0, prediction: 0, ...row }));
    await writeFile(pathOf(fingerprint), lines.join('\n'));
    await reader.read({ model: 'baseline', seed, fingerprint } as RunRecord);
  }
  return Object.fromEntries([...reader.features()].map(([name, values]) => [name, [...values]]));
}

const a = { id: 'a', features: { length: 3 } };
const b = { id: 'b', features: { length: 5, rare: 1 } };

test('features of the examples are those of the runs that state any, in the order of the first run', async () => {
  const without = [{ id: 'a' }, { id: 'b' }];
  const known = { length: [3, 5], rare: [Number.NaN, 1] };
  expect(await readAll(without, [b, a], [a, b])).toEqual(known);
});

test('what differs from run to run says something of the run, and is left out for good', async () => {
  const other = { id: 'a', features: { length: 4 } };
  expect(await readAll([a, b], [other, b], [other, b])).toEqual({ rare: [Number.NaN, 1] });
});
