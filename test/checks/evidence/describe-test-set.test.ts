import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSplitReaders } from '../../../src/analysis/examples/run-predictions.ts';
import { describeByMetrics, describeTestSet } from '../../../src/checks/evidence/describe-test-set.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { record } from '../records.ts';

const NAMED = { digest: 'n'.repeat(64), examples: null };

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
  const splitsOf = async ({ predictions }: RunRecord) =>
    predictions === null ? null : (await readPredictions(join(folder, predictions.file))).splits;
  return { records, readerOf: createSplitReaders(splitsOf) };
}

describe('the test set of an experiment', () => {
  test('has a size, and the share of examples on which the most different variant differs, over the seeds', async () => {
    const { records, readerOf } = await measured({
      'baseline 1': 1,
      'head 1': 3,
      'wider 1': 1,
      'baseline 2': 0,
      'head 2': 4,
    });
    expect(await describeTestSet(records, ['baseline', 'wider', 'head'], readerOf, NAMED)).toEqual({
      digest: 'e'.repeat(64),
      examples: 10,
      disagreement: (0.2 + 0.4) / 2,
    });
  });

  test('takes any two models to differ where no seed has both', async () => {
    const { records, readerOf } = await measured({ 'baseline 1': 1, 'head 2': 1 });
    expect(await describeTestSet(records, ['baseline', 'head'], readerOf, NAMED)).toMatchObject({
      disagreement: 1,
    });
  });

  test('is not known without predictions, or where it differs from run to run', async () => {
    const one = await measured({ 'baseline 1': 1 });
    const other = await measured({ 'head 1': 1 }, 'd'.repeat(64));
    const ask = (records: readonly RunRecord[]) =>
      describeTestSet(records, ['baseline', 'head'], one.readerOf, NAMED);
    expect(await ask([])).toEqual({ unknown: 'no run has finished' });
    expect(await ask([...one.records, record('head', 1)])).toEqual({
      unknown: 'needs the predictions of every run',
    });
    expect(await ask([...one.records, ...other.records])).toEqual({
      unknown: 'the runs were measured on different examples, so there is no single test set',
    });
  });
});

describe('the test set of runs without predictions', () => {
  const runs = (model: string, accuracies: readonly number[]) =>
    accuracies.map((accuracy, index) => record(model, index + 1, { metrics: { test: { accuracy } } }));
  const describe = (baseline: readonly number[], head: readonly number[], named = NAMED) =>
    describeTestSet(
      [...runs('baseline', baseline), ...runs('head', head)],
      ['baseline', 'head'],
      createSplitReaders(async () => null),
      named,
    );

  test('is told by the accuracies: how many examples, and on how many two models differ at most', async () => {
    const found = await describe([27 / 30, 28 / 30], [29 / 30, 28 / 30]);
    expect(found).toMatchObject({ digest: NAMED.digest, examples: 30 });
    expect(found).toHaveProperty('disagreement', expect.closeTo(2.5 / 30 + 1.5 / 30, 12));
  });

  test.each([
    ['rounded accuracies, which are multiples of their last digit', [0.912, 0.907], [0.921, 0.899], null],
    ['few rounded ones that happen to be multiples of a twentieth', [0.9, 0.85], [0.95, 0.9], null],
    ['many rounded ones that are all multiples of 1/200', [0.9, 0.905, 0.915], [0.92, 0.925, 0.935], 200],
    ['percent', [91.2, 90], [92, 93], null],
  ])('has the size that is certain: %s', async (_, baseline, head, examples) => {
    expect(await describe(baseline, head)).toMatchObject({ examples });
  });

  test('is told by more runs than a call can have arguments', async () => {
    const accuracies = Array.from({ length: 70_000 }, (_, run) => (run % 31) / 30);
    expect(await describe(accuracies, accuracies)).toMatchObject({ examples: 30 });
  });

  test('has the size of its file, whatever the accuracies are', async () => {
    expect(await describe([0.9], [0.95], { ...NAMED, examples: 4000 } as never)).toMatchObject({
      examples: 4000,
    });
    expect(
      describeByMetrics(
        [record('baseline', 1, { metrics: { test: { rmse: 2 } } })],
        ['baseline', 'head'],
        NAMED,
      ),
    ).toEqual({
      digest: NAMED.digest,
      examples: null,
      disagreement: 1,
      isLimit: true,
    });
  });
});
