import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { importRecords } from '../../../src/records/store/import-records.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const [A, B] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];

function recordOf(fingerprint: string, accuracy: number): Omit<RunRecord, 'predictions'> {
  return {
    ...{ schema: RUN_SCHEMA, fingerprint, model: 'baseline', seed: 1, params: {}, commit: null },
    ...{ status: 'ok', failure: null, divergedBy: null, curves: [], metrics: { test: { accuracy } } },
    ...{ slices: {}, parameters: null, environment: {} },
    cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
  };
}

async function open() {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const [there, here] = [await temporaryFolder(), await temporaryFolder()];
  const [from, to] = [await openRunStore(there, warn), await openRunStore(here, warn)];
  return { from, to, warn, warnings, there: join(there, 'runs'), here: join(here, 'runs') };
}

test('what is wanted is taken over with its predictions, and nothing else', async () => {
  const { from, to, warn, warnings, there } = await open();
  const predictions = join(there, 'left.jsonl');
  await writeFile(predictions, '{"label":1,"prediction":1}\n{"label":0,"prediction":1}\n');
  const saved = await from.save(recordOf(A, 0.5), predictions);
  await from.save(recordOf(B, 0.9));
  expect(await importRecords({ from, to, wanted: [A], warn })).toEqual([A]);
  // Read and written again, predictions are the same bytes.
  expect(await to.find(A)).toEqual(saved);
  expect(await to.list()).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test('a record that is there stays, unless it is to give way', async () => {
  const { from, to, warn } = await open();
  await from.save(recordOf(A, 0.9));
  await to.save(recordOf(A, 0.5));
  expect(await importRecords({ from, to, wanted: [A], warn })).toEqual([]);
  expect((await to.find(A))?.metrics.test).toEqual({ accuracy: 0.5 });
  expect(await importRecords({ from, to, wanted: [A], replaces: () => true, warn })).toEqual([A]);
  expect((await to.find(A))?.metrics.test).toEqual({ accuracy: 0.9 });
});

test('a record that is broken, under another name, or a link is left, with a warning', async () => {
  const { from, to, warn, warnings, there } = await open();
  await from.save(recordOf(A, 0.9));
  await writeFile(join(there, `${B}.json`), await readFile(join(there, `${A}.json`)));
  const C = 'c'.repeat(64);
  await writeFile(join(there, `${C}.json`), '{"schema":"conclusive.run/1","__proto__":{"seed":1}}');
  const D = 'd'.repeat(64);
  await symlink(join(there, `${A}.json`), join(there, `${D}.json`));
  expect(await importRecords({ from, to, wanted: [B, C, D], replaces: () => true, warn })).toEqual([]);
  expect(await to.list()).toEqual([]);
  expect(warnings).toHaveLength(3);
});

test('a record whose predictions are not those that it was saved with is left', async () => {
  const { from, to, warn, warnings, there } = await open();
  const predictions = join(there, 'left.jsonl');
  await writeFile(predictions, '{"label":1,"prediction":1}\n');
  await from.save(recordOf(A, 1), predictions);
  await writeFile(join(there, `${A}.predictions.jsonl`), '{"label":1,"prediction":0}\n');
  expect(await importRecords({ from, to, wanted: [A], replaces: () => true, warn })).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('it has changed since the record was saved')]);
});
