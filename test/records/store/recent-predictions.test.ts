import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { canonicalPredictions } from '../../../src/records/store/prediction-lines.ts';
import { asKept, rememberPredictions } from '../../../src/records/store/recent-predictions.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Lines = ReadonlyArray<Readonly<Record<string, unknown>>>;

async function tableOf(lines: Lines, folder: string) {
  const path = join(folder, 'predictions.jsonl');
  await writeFile(path, lines.map((line) => JSON.stringify(line).replaceAll('"-0"', '-0')).join('\n'));
  return readPredictions(path);
}

async function keptOf(lines: Lines, folder: string) {
  const table = await tableOf(lines, folder);
  const path = join(folder, 'kept-apart.jsonl');
  await writeFile(path, [...canonicalPredictions(table)].join(''));
  return { remembered: asKept(table), read: (await readPredictions(path)).splits };
}

/** With the order of maps, which decides in which order things are told. */
const inOrder = (splits: Awaited<ReturnType<typeof keptOf>>['remembered']) =>
  splits &&
  [...splits].map(([split, { probabilities, ...columns }]) => [
    split,
    probabilities && Array.from({ length: probabilities.length }, (_, row) => probabilities.at(row)),
    Object.entries(columns).map(([name, column]) => [name, column instanceof Map ? [...column] : column]),
  ]);

const number = fc.oneof(
  fc.constant('-0'),
  fc.integer({ min: -9, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const name = fc.constantFrom('length', 'a', '10', '9', 'Zeta');
const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const common = {
  split: fc.constantFrom('test', 'validation', 'train', 'shifted'),
  id: fc.oneof(fc.string({ minLength: 1, maxLength: 5 }), fc.integer()),
  cluster: some(fc.constantFrom('c', 'd')),
  slices: some(fc.uniqueArray(fc.constantFrom('short', 'rare', 'b'))),
  features: some(fc.dictionary(name, number)),
  show: some(fc.string({ maxLength: 600 })),
};
const kinds: Readonly<Record<string, fc.Arbitrary<Lines[number]>>> = {
  'classes with probabilities': fc.record({
    ...common,
    label: fc.integer({ min: 0, max: 1 }),
    prediction: some(fc.integer({ min: 0, max: 1 })),
    probabilities: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
  }),
  'names of classes': fc.record({
    ...common,
    label: fc.constantFrom('cat', 'dog', 'Owl'),
    prediction: fc.constantFrom('cat', 'dog'),
  }),
  values: fc.record({ ...common, label: number, prediction: number }),
  scores: fc.record({ ...common, scores: fc.dictionary(name, number, { minKeys: 1 }) }),
};

describe('predictions that were just kept are those that would be read', () => {
  for (const [kind, line] of Object.entries(kinds))
    test(kind, async () => {
      const folder = await temporaryFolder();
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
          const { remembered, read } = await keptOf(lines, folder);
          expect(inOrder(remembered)).toEqual(inOrder(read));
        }),
        { numRuns: 15 },
      );
    });
});

test('the oldest are read anew where there are many', async () => {
  const recent = rememberPredictions(40);
  const lines = Array.from({ length: 3 }, (_, id) => ({ id, label: 1, prediction: 0 }));
  const table = await tableOf(lines, await temporaryFolder());
  const record = (sha256: string) =>
    ({ predictions: { file: 'p', sha256, examples: null } }) as Pick<RunRecord, 'predictions'>;
  for (const sha256 of ['a', 'b', 'a', 'c']) recent.add(record(sha256), table);
  expect(['a', 'b', 'c'].map((sha256) => recent.find(record(sha256)) !== null)).toEqual([true, false, true]);
  expect(recent.find({ predictions: null })).toBeNull();
});

test.each(['id', 'cluster', 'show'])('a table takes as much as its texts are long: %s', async (column) => {
  const line = { id: 'a', label: 1, prediction: 0, [column]: 'x'.repeat(200) };
  const table = await tableOf([line], await temporaryFolder());
  const record = { predictions: { file: 'p', sha256: 'a', examples: null } };
  const isKept = [60, 50].map((most) => {
    const recent = rememberPredictions(most);
    recent.add(record, table);
    return recent.find(record) !== null;
  });
  expect(isKept).toEqual([true, false]);
});
