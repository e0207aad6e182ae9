import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownByName, meansTheSame, metricMeant, otherNames } from '../../../src/stats/metrics/names.ts';
import { METRICS } from '../../../src/stats/metrics/registry.ts';

const { equal, reported } = otherNames();
const others = [...equal.flatMap(([, names]) => names), ...reported.flatMap(([, names]) => names)];

test('no name stands for two things', () => {
  const all = [...METRICS.map(({ name }) => name), ...others];
  expect(all.filter((name, index) => all.indexOf(name) < index)).toEqual([]);
});

test.each(equal)('%s is meant by other names, in capitals or not', (name, names) => {
  for (const other of names) {
    expect(metricMeant(other)?.name).toBe(name);
    expect(metricMeant(other.toUpperCase())?.name).toBe(name);
    expect(meansTheSame(name, other)).toBe(true);
    expect(knownByName(other)).toBe(metricMeant(name));
  }
});

test('a negated metric is maximized, whatever it is and whichever split it is of', () => {
  const splits = fc.constantFrom('', 'val_', 'test_', 'train_');
  fc.assert(
    fc.property(splits, fc.constantFrom(...others, 'loss', 'anything'), (split, name) => {
      expect(knownByName(`${split}neg_${name}`)).toEqual({
        direction: 'maximize',
        unit: 'none',
        maximum: null,
      });
    }),
  );
});

test('what is another metric is not taken for the same', () => {
  expect(meansTheSame('recall_macro', 'balanced_accuracy')).toBe(false);
  expect(meansTheSame('f1', 'macro_f1')).toBe(false);
  expect(metricMeant('acc_stderr')).toBeUndefined();
  expect(knownByName('acc_stderr,none')).toBeNull();
});

test('a unit behind a name, as headers have it, changes nothing', () => {
  expect(knownByName('RMSE [m]')).toEqual(knownByName('rmse'));
  expect(knownByName('Accuracy (%)')).toEqual(knownByName('accuracy'));
  expect(knownByName('f1 (macro)')).toEqual(knownByName('f1'));
  expect(knownByName('(%)')).toBeNull();
});
