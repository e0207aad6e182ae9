import { expect, test } from 'vitest';
import { oneRunASeed } from '../../../src/records/results/one-run-a-seed.ts';
import { resultRow } from './result-rows.ts';

const COLUMNS = ['model', 'seed', 'x', 'status'];
const row = (line: number, ...cells: readonly string[]) => resultRow({ file: 'a.csv', line }, COLUMNS, cells);
const unseeded = (line: number, model: string, x: string) =>
  resultRow({ file: 'b.csv', line }, ['model', 'x'], [model, x]);

test('rows of different models and seeds all stay', () => {
  const rows = [row(2, 'a', '1', '0.5'), row(3, 'a', '2', '0.5'), row(4, 'b', '1', '0.5')];
  expect(oneRunASeed(rows)).toEqual({ rows, hasSeeds: true, repeats: 0, merged: 0 });
});

test('a row that repeats another in every column counts once', () => {
  const rows = [
    row(2, 'a', '1', '0.5'),
    row(3, 'a', '2', ''),
    row(4, 'a', '1', '0.50'),
    row(5, 'a', '2', ''),
  ];
  expect(oneRunASeed(rows)).toEqual({ rows: rows.slice(0, 2), hasSeeds: true, repeats: 2, merged: 0 });
});

test.each([
  ['another value', row(9, 'a', '1', '0.7'), 'x: 0.5 there, 0.7 here'],
  ['no value', row(9, 'a', '1', ''), 'x: 0.5 there, nothing here'],
  ['another fate', row(9, 'a', '1', '0.5', 'crashed'), 'status: ok there, crashed here'],
])('a second run of a seed with %s is refused with both lines', (_, second, difference) => {
  expect(() => oneRunASeed([row(2, 'a', '1', '0.5'), second])).toThrow(
    `a.csv:9: "a" already has a run with seed 1 in a.csv:2, and the two differ (${difference})`,
  );
});

test('without seeds the runs are numbered, so that no two share one, and equal rows are two runs', () => {
  const { rows, hasSeeds, repeats } = oneRunASeed([
    unseeded(2, 'a', '1'),
    unseeded(3, 'a', '1'),
    unseeded(4, 'b', '1'),
  ]);
  expect({ hasSeeds, repeats }).toEqual({ hasSeeds: false, repeats: 0 });
  expect(rows.map(({ record }) => record.seed)).toEqual([1, 2, 3]);
});

test('runs with and without a seed cannot be told apart together', () => {
  expect(() => oneRunASeed([row(2, 'a', '1', '1'), unseeded(7, 'b', '1')])).toThrow(
    'b.csv:7: has no seed, but a.csv:2 has one',
  );
});

test('rows of one run that tell different metrics are that run', () => {
  const row = (line: number, x: string, y: string) =>
    resultRow({ file: 'a.csv', line }, ['model', 'seed', 'x', 'y'], ['a', '1', x, y]);
  const { rows, merged, repeats } = oneRunASeed([row(2, '0.5', ''), row(3, '', '7')]);
  expect({ merged, repeats }).toEqual({ merged: 1, repeats: 0 });
  expect(rows).toMatchObject([{ line: 2, gaps: {}, record: { metrics: { test: { x: 0.5, y: 7 } } } }]);
});

test('two accounts of one run in two files may be two models', () => {
  const other = { ...row(2, 'a', '1', '0.9'), file: 'b.csv' };
  expect(() => oneRunASeed([row(2, 'a', '1', '0.5'), other])).toThrow('add --model-column file');
});
