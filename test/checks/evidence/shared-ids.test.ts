import { expect, test } from 'vitest';
import { findSharedIds, sharedIds } from '../../../src/checks/evidence/shared-ids.ts';
import type { SplitPredictions } from '../../../src/records/readers/predictions/prediction-table.ts';
import { createRandom, randomInteger, shuffle } from '../../../src/stats/random.ts';
import { record } from '../records.ts';

function split(
  ids: readonly (string | number)[],
  labelOf: (id: string | number) => number,
): SplitPredictions {
  const labels = Float64Array.from(ids, labelOf);
  return {
    ids: ids.map(String),
    clusters: null,
    labels,
    predictions: labels,
    probabilities: null,
    slices: new Map(),
    features: new Map(),
    scores: new Map(),
    shown: null,
  };
}

/** A data set of 500 rows with two to six classes, split at random, of which training keeps some test rows. */
function drawn(label: number, kept: number) {
  const random = createRandom('shared ids', label);
  const classes = 2 + randomInteger(random, 5);
  const labels = Array.from({ length: 500 }, () => randomInteger(random, classes));
  const rows = Array.from({ length: 500 }, (_, row) => row);
  shuffle(rows, random);
  const name = (row: number): string => (label % 2 === 0 ? String(row) : `image_${row}.png`);
  const labelOf = (id: string | number) => labels[Number(String(id).replaceAll(/\D/g, ''))] as number;
  const test = rows.slice(0, 100);
  const train = [...rows.slice(100), ...test.slice(0, kept)];
  return sharedIds(split(train.map(name), labelOf), split(test.map(name), labelOf));
}

test('examples that training names too are counted, and a clean split has none', () => {
  for (let label = 0; label < 20; label++) {
    const kept = 15 + 4 * label;
    expect(drawn(label, kept)).toMatchObject({ shared: kept, of: 100 });
    expect(drawn(label, 0)).toEqual({ shared: 0, of: 100, ids: [] });
  }
});

test('ids that count the rows of each split name different examples', () => {
  const random = createRandom('counted ids');
  const any = () => randomInteger(random, 3);
  const count = (length: number, name: (row: number) => string | number) =>
    split(
      Array.from({ length }, (_, row) => name(row)),
      any,
    );
  for (const name of [(row: number) => row, (row: number) => row + 1, (row: number) => `image_${row}.png`])
    expect(sharedIds(count(400, name), count(100, name)).shared).toBe(0);
});

test('ids that name the label say nothing', () => {
  const folders = (length: number) =>
    split(
      Array.from({ length }, (_, row) => `${'abc'[row % 3]}/${Math.floor(row / 3)}.png`),
      (id) => 'abc'.indexOf(String(id)[0] as string),
    );
  expect(sharedIds(folders(300), folders(90)).shared).toBe(0);
});

test('the first run with both splits is read, and a run without training has nothing to say', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `x${row}`);
  const of = (ids: readonly string[]) => split(ids, (id) => Number(String(id).slice(1)) % 4);
  const predictions = { file: `${'0'.repeat(64)}.predictions.jsonl`, sha256: '1'.repeat(64), examples: null };
  const records = [
    record('baseline', 1, { predictions }),
    record('head', 1, { predictions }),
    record('other', 1),
  ];
  const found = await findSharedIds(['baseline', 'head', 'other'], records, async ({ model }) =>
    model === 'baseline'
      ? new Map([['test', of(rows)]])
      : new Map([
          ['train', of(rows)],
          ['test', of(rows.slice(0, 10))],
        ]),
  );
  expect(found).toEqual([{ model: 'head', shared: 10, of: 10, ids: rows.slice(0, 5) }]);
});
