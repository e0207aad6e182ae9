import { expect, test } from 'vitest';
import { purity, tellLabel } from '../../../src/stats/dataset/single-column-predictor.ts';

const train = (values: readonly string[], labels: readonly string[]) => ({ values, labels });

test.each<[string, readonly string[], readonly string[], readonly string[], readonly string[], number]>([
  ['values', ['a', 'b', 'a', 'b'], ['0', '1', '0', '1'], ['b', 'a'], ['1', '0'], 1],
  ['near numbers', ['0.01', '0.02', '0.98', '1.03'], ['n', 'n', 'y', 'y'], ['0.03', '0.9'], ['n', 'y'], 1],
  [
    'dates',
    ['2020-01-01', '2020-01-02', '2020-02-01'],
    ['n', 'n', 'y'],
    ['2020-01-03', '2020-02-03'],
    ['n', 'y'],
    1,
  ],
  ['names with numbers', ['cat/1.png', 'dog/2.png'], ['c', 'd'], ['dog/77.png', 'cat/9.png'], ['d', 'c'], 1],
  ['nothing', ['1', '1', '1'], ['a', 'a', 'b'], ['1', '1', '1', '1'], ['a', 'a', 'b', 'b'], 0.5],
])('a label is told by %s', (_, values, labels, tested, truth, right) => {
  expect(tellLabel(train(values, labels), train(tested, truth)).right).toBe(right);
});

test('an amount is told by R², and by nothing that is no number', () => {
  const values = Array.from({ length: 100 }, (_, row) => String(row / 10));
  const doubled = values.map((value) => String(2 * Number(value)));
  expect(tellLabel(train(values, doubled), train(values, doubled), true).right).toBeGreaterThan(0.99);
  expect(tellLabel(train(['a', 'b'], ['1', '2']), train(['a'], ['1']), true).right).toBe(0);
});

test('the base rate is the share of the commonest label of training', () => {
  const tell = tellLabel(train(['1', '2', '3'], ['a', 'a', 'b']), train(['9', '9'], ['a', 'b']));
  expect(tell.baseRate).toBe(0.5);
});

test('purity: the share of rows that have the label of their group', () => {
  expect(purity(train(['p', 'p', 'q', 'q', 'r'], ['0', '0', '1', '1', '0']))).toBe(1);
  expect(purity(train(['p', 'p', 'q', 'q'], ['0', '1', '1', '1']))).toBe(0.75);
  expect(purity(train(['p', 'q'], ['0', '1']))).toBe(0);
});
