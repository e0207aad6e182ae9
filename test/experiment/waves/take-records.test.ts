import { expect, test } from 'vitest';
import { takeRecords } from '../../../src/experiment/waves/take-records.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const print = (seed: number) => seed.toString(16).padStart(64, '0');

/** Records of these seeds, of this experiment and of another. */
async function take(own: readonly number[], foreign: readonly number[] = []) {
  const [folder, output] = [await temporaryFolder(), await temporaryFolder()];
  const from = await openRunStore(folder, () => undefined);
  for (const seed of [...own, ...foreign]) {
    const fingerprint = print(own.includes(seed) ? seed : seed + 1000);
    const { predictions: _, ...run } = record('baseline', seed, { fingerprint });
    await from.save(run);
  }
  const warnings: string[] = [];
  const store = await openRunStore(output, () => undefined);
  const models = [
    { name: 'baseline', ref: null, commit: null, directory: '.', params: {}, fingerprint: print },
  ];
  const experiment = {
    models,
    output,
    warn: (message: string) => warnings.push(message),
  };
  await takeRecords([{ folder }], experiment);
  return { warnings, found: await store.list() };
}

test('records of the experiment are taken without a word', async () => {
  expect(await take([1, 2])).toMatchObject({ warnings: [], found: { length: 2 } });
  expect((await take([])).warnings).toEqual([]);
});

test('records of seeds beyond the design are its own: a later push may go on from more than was planned', async () => {
  expect(await take([1, 2, 30])).toMatchObject({ warnings: [], found: { length: 3 } });
});

test('records of another are told, and an error where there are no others', async () => {
  expect((await take([1], [7])).warnings).toEqual([expect.stringMatching(/^1 of 2 records are not used/)]);
  await expect(take([], [7, 8])).rejects.toThrow(
    /^records: none of the 2 records in .* belongs to this experiment/,
  );
});
