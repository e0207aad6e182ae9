/** `compare` on a folder of run records that have kept their predictions. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareResults } from '../../src/compare-results.ts';
import { openRunStore } from '../../src/records/store/store.ts';
import { type PredictedRun, predictedRecords, runsOf } from '../analysis/examples/predicted-records.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const RUNS = [
  ...runsOf('baseline', SEEDS, { gain: 0.25, examples: 60 }),
  ...runsOf('head', SEEDS, { gain: 0.25, examples: 60 }),
];

async function compare(runs: readonly PredictedRun[], design?: string) {
  const output = await temporaryFolder();
  const store = await openRunStore(output, () => {});
  const { records } = predictedRecords(runs);
  for (const [index, record] of records.entries()) {
    const { rows } = runs[index] as PredictedRun;
    const file = join(await temporaryFolder(), 'predictions.jsonl');
    if (rows !== null) await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    await store.save(record, rows === null ? undefined : file);
  }
  const { result } = await compareResults({
    ...{ files: [output], baseline: undefined, variants: [], metrics: ['accuracy'], secondary: [] },
    ...{ directions: [], margins: [], alpha: undefined, failedRuns: undefined, failOn: [] },
    ...{ design, outputDirectory: undefined },
  });
  return result;
}

test.each([undefined, '6..12'])('is for new examples: design %s', async (design) => {
  const { comparisons, scope } = await compare(RUNS, design);
  expect(scope).toBe('new-examples');
  expect(comparisons).toMatchObject([{ scope: 'new-examples', testExamples: 60, scopeReason: null }]);
});

test('tells which examples changed, and what became of each class', async () => {
  const { details } = await compare([
    ...runsOf('baseline', SEEDS, { gain: 0.25, examples: 60 }),
    ...runsOf('head', SEEDS, { gain: 0.9, examples: 60 }),
  ]);
  const [changes] = details?.changes ?? [];
  expect(changes).toMatchObject({ variant: 'head', pairs: SEEDS.length });
  expect(changes?.newlyRight).toBeGreaterThan(changes?.newlyWrong ?? 0);
  expect(changes?.examples.length).toBeGreaterThan(0);
  expect(details?.slices.length).toBeGreaterThan(0);
});

test('says why it is not where a run has kept none', async () => {
  const without = RUNS.map((run) => (run.seed === 3 ? { ...run, rows: null } : run));
  const { comparisons, scope } = await compare(without);
  expect(scope).toBe('this-test-set');
  expect(comparisons).toMatchObject([
    { scope: 'this-test-set', scopeReason: expect.stringMatching(/ under seed 3 saved no predictions$/) },
  ]);
});
