import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { PredictionTable } from '../../../src/records/readers/predictions/prediction-table.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import { examplesDigest } from '../../../src/records/store/examples-digest.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Row = Readonly<Record<string, unknown>>;

async function digestOf(text: string, name: string): Promise<string | null> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return examplesDigest(await readPredictions(path));
}

const digest = (...rows: readonly Row[]) =>
  digestOf(rows.map((row) => `${JSON.stringify({ prediction: row.label, ...row })}\n`).join(''), 'p.jsonl');

function tableOf(ids: readonly string[], classNames: readonly string[] | null): PredictionTable {
  const labels = new Float64Array(ids.length);
  const columns = { ids, clusters: null, labels, predictions: labels, probabilities: null, shown: null };
  const none = new Map<string, never>();
  const test = { ...columns, slices: none, features: none, scores: none };
  return { splits: new Map([['test', test]]), classes: 1, classNames };
}

const EXAMPLES = [
  { id: 'a', label: 0 },
  { id: 'b', label: 2 },
];

describe('the digest of what a run was measured on', () => {
  test('is that of these examples, whichever came before', async () => {
    const others = [
      [
        { id: 'a', label: 0 },
        { id: 'c', label: 2 },
      ],
      [
        { id: 'a', label: 1 },
        { id: 'b', label: 2 },
      ],
      [{ id: 'a', label: 0 }],
      [
        { id: 'a', label: 'cat' },
        { id: 'b', label: 'dog' },
      ],
      [
        { id: 'a', label: 'cat' },
        { id: 'b', label: 'owl' },
      ],
    ];
    const first = await digest(...EXAMPLES);
    for (const rows of others) expect(await digest(...rows)).not.toBe(first);
    expect(new Set(await Promise.all(others.map((rows) => digest(...rows)))).size).toBe(others.length);
    expect(await digest(...EXAMPLES)).toBe(first);
  });

  test('does not depend on the order of the examples', async () => {
    const example = fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/), label: fc.nat({ max: 5 }) });
    const orders = fc
      .array(example, { minLength: 1, maxLength: 8 })
      .chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(orders, async ([rows, shuffled]) => {
        expect(await digest(...shuffled)).toBe(await digest(...rows));
      }),
      { numRuns: 8 },
    );
  });

  test.each<[string, readonly Row[]]>([
    ['an example less', [{ id: 'a', label: 0 }]],
    ['an example twice', [...EXAMPLES, { id: 'a', label: 0 }]],
    [
      'another id',
      [
        { id: 'a', label: 0 },
        { id: 'c', label: 2 },
      ],
    ],
    [
      'another label',
      [
        { id: 'a', label: 0 },
        { id: 'b', label: 1 },
      ],
    ],
    [
      'swapped labels',
      [
        { id: 'a', label: 2 },
        { id: 'b', label: 0 },
      ],
    ],
    [
      'named labels',
      [
        { id: 'a', label: 'cat' },
        { id: 'b', label: 'dog' },
      ],
    ],
  ])('is another for %s', async (_, rows) => {
    expect(await digest(...rows)).not.toBe(await digest(...EXAMPLES));
  });

  test.each<[string, Row]>([
    ['other predictions', { prediction: 1 }],
    ['probabilities beside them', { probabilities: [0.5, 0.25, 0.25] }],
    ['slices', { slices: ['short'] }],
  ])('is the same for %s', async (_, more) => {
    expect(await digest(...EXAMPLES.map((row) => ({ ...row, ...more })))).toBe(await digest(...EXAMPLES));
  });

  test('is the same in CSV', async () => {
    expect(await digestOf('id,label,prediction\nb,2.0,1\na,0,1\n', 'p.csv')).toBe(await digest(...EXAMPLES));
  });

  test('is the same where a class that is only predicted shifts the numbers of the others', async () => {
    const rows = [
      { id: 'a', label: 'cat' },
      { id: 'b', label: 'dog' },
    ];
    expect(await digest(...rows.map((row) => ({ ...row, prediction: 'ant' })))).toBe(await digest(...rows));
  });

  test('takes no class name for several examples', async () => {
    const rows = [
      { id: 'a', label: 'x' },
      { id: 'b', label: 'y' },
    ];
    expect(await digest({ id: 'a', label: 'x\0b\0y' })).not.toBe(await digest(...rows));
  });

  test('is taken of a batch after the other: all labels may be longer than a text can be', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => String(index).padStart(4, '0'));
    const name = '\u0001'.repeat(100);
    const update = vi.spyOn(Object.getPrototypeOf(createHash('sha256')), 'update');
    const ofTable = examplesDigest(tableOf(ids, [name]));
    const lengths = update.mock.calls.map(([text]) => (text as string).length);
    update.mockRestore();
    const all = ids.map((id) => JSON.stringify([id, name])).join('');
    expect(ofTable).toBe(createHash('sha256').update(all).digest('hex'));
    expect(all.length).toBeGreaterThan(3e6);
    expect(Math.max(...lengths)).toBeLessThan(1.1 * 2 ** 20);
  });

  test('keeps no ids in memory', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const digestOfSome = () => {
      const ids = Array.from({ length: 1000 }, (_, index) => `of a table that is gone ${index}`);
      examplesDigest(tableOf(ids, null));
      return new WeakRef(ids);
    };
    const ids = digestOfSome();
    await setImmediate();
    collectGarbage();
    expect(ids.deref()).toBeUndefined();
    expect(await digest(...EXAMPLES)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is of the test split, and of validation where there is none', async () => {
    const validation = EXAMPLES.map((row) => ({ ...row, split: 'validation' }));
    expect(await digest(...validation)).toBe(await digest(...EXAMPLES));
    expect(await digest({ split: 'validation', id: 'z', label: 1 }, ...EXAMPLES)).toBe(
      await digest(...EXAMPLES),
    );
    expect(await digest({ split: 'train', id: 'a', label: 0 })).toBeNull();
  });
});
