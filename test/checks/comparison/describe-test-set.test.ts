import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeTestSet } from '../../../src/checks/comparison/describe-test-set.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { record } from '../records.ts';

/** Records whose predictions are `share` of ten examples wrong, beginning with the first. */
async function measured(wrong: Readonly<Record<string, number>>, examples = 'e'.repeat(64)) {
  const folder = await temporaryFolder();
  const records: RunRecord[] = [];
  for (const [index, [name, count]] of Object.entries(wrong).entries()) {
    const [model = '', seed = '1'] = name.split(' ');
    const file = `${String(index).repeat(64)}.predictions.jsonl`;
    const lines = Array.from({ length: 10 }, (_, id) =>
      JSON.stringify({ split: 'test', id: String(id), label: 1, prediction: id < count ? 0 : 1 }),
    );
    await writeFile(join(folder, file), `${lines.join('\n')}\n`);
    const predictions = { file, sha256: 'f'.repeat(64), examples };
    records.push(record(model, Number(seed), { fingerprint: String(index).repeat(64), predictions }));
  }
  const predictionsOf = async ({ predictions }: RunRecord) =>
    predictions === null ? null : join(folder, predictions.file);
  return { records, predictionsOf };
}

describe('the test set of an experiment', () => {
  test('has a size, and the share of examples on which the most different variant differs, over the seeds', async () => {
    const { records, predictionsOf } = await measured({
      'baseline 1': 1,
      'head 1': 3,
      'wider 1': 1,
      'baseline 2': 0,
      'head 2': 4,
    });
    expect(await describeTestSet(records, ['baseline', 'wider', 'head'], predictionsOf)).toEqual({
      digest: 'e'.repeat(64),
      examples: 10,
      disagreement: (0.2 + 0.4) / 2,
    });
  });

  test('takes any two models to differ where no seed has both', async () => {
    const { records, predictionsOf } = await measured({ 'baseline 1': 1, 'head 2': 1 });
    expect(await describeTestSet(records, ['baseline', 'head'], predictionsOf)).toMatchObject({
      disagreement: 1,
    });
  });

  test('is not known without predictions, or where it differs from run to run', async () => {
    const one = await measured({ 'baseline 1': 1 });
    const other = await measured({ 'head 1': 1 }, 'd'.repeat(64));
    const ask = (records: readonly RunRecord[]) =>
      describeTestSet(records, ['baseline', 'head'], one.predictionsOf);
    expect(await ask([])).toEqual({ unknown: 'no run has finished' });
    expect(await ask([...one.records, record('head', 1)])).toEqual({
      unknown: 'needs the predictions of every run',
    });
    expect(await ask([...one.records, ...other.records])).toEqual({
      unknown: 'the runs were not all measured on the same examples, so there is no one test set',
    });
  });
});
