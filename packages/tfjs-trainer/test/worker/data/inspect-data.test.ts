import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { dataEvidenceSchema } from '../../../../../src/records/data/evidence-schema.ts';
import { createRandom, randomInteger, randomNormal } from '../../../../../src/stats/random.ts';
import { checkDataset } from '../../../src/worker/data/dataset.ts';
import { inspect } from '../../../src/worker/data/inspect-data.ts';
import { useBackend } from '../../support/backends.ts';

await useBackend('cpu');

const images = (label: string, count: number) => {
  const random = createRandom('images', label);
  return Array.from({ length: count }, () => Array.from({ length: 64 }, () => randomNormal(random)));
};
const asImages = (rows: number[][]) => ({
  xs: tf.tensor4d(rows.flat(), [rows.length, 8, 8, 1]),
  ys: tf.zeros([rows.length], 'int32'),
  ids: rows.map((_, index) => `image ${index}`),
});
const asTokens = (rows: number[][]) => ({
  xs: tf.tensor2d(rows, [rows.length, rows[0]?.length ?? 0], 'int32'),
  ys: tf.zeros([rows.length], 'int32'),
});

describe('the inspection of a module’s data', () => {
  test('finds copies and near copies of training images in the test set, with their ids', () => {
    const train = images('train', 120);
    const near = train.slice(10, 14).map((row) => row.map((value) => value + 0.01));
    const found = inspect(
      checkDataset({
        train: asImages(train),
        validation: asImages(images('validation', 4)),
        test: asImages([...images('test', 80), ...train.slice(0, 7), ...near]),
        shifted: asImages(images('shifted', 60).map((row) => row.map((value) => value + 1))),
      }),
    );
    expect(dataEvidenceSchema.parse(found)).toEqual(found);
    expect(found?.exact).toEqual({
      train: { examples: 120, twins: 0, distinct: 120, twinsInSample: 0 },
      test: { examples: 91, twins: 0 },
      leaked: 7,
      ids: ['image 80', 'image 81', 'image 82', 'image 83', 'image 84'],
    });
    expect(found?.near).toMatchObject({ leaked: 4, ids: ['image 87', 'image 88', 'image 89', 'image 90'] });
    expect(found?.domains.test?.auc).toBeLessThan(0.7);
    expect(found?.domains.shifted?.auc).toBeGreaterThan(0.9);
  });

  test('reads whole numbers in rows as tokens, and names examples by their place where they have no ids', () => {
    const random = createRandom('tokens');
    const rows = Array.from({ length: 80 }, () =>
      Array.from({ length: 12 }, () => 1 + randomInteger(random, 900)),
    );
    const edited = rows.slice(0, 3).map((row) => row.with(11, 901));
    const found = inspect(
      checkDataset({
        train: asTokens(rows.slice(0, 60)),
        validation: asTokens(rows.slice(0, 2)),
        test: asTokens([...rows.slice(60), ...edited]),
      }),
    );
    expect(found).toMatchObject({ exact: { leaked: 0 }, near: { leaked: 3, ids: ['20', '21', '22'] } });
    expect(found?.domains).toEqual({ test: null, shifted: null });
  });
});
