import { expect, test } from 'vitest';
import { findTableColumns } from '../../../src/records/data/table-columns.ts';

test('columns of numbers are read as numbers, whatever separates them, and the others as words', () => {
  const table = findTableColumns([
    ['1.5,red,-2e3,"7"', '2,green,?,8'],
    ['0.25,blue,4,9', '1,red,5,10'],
  ]);
  expect(table?.width).toBe(3);
  expect([...(table?.numbersOf('3,red,NA,"11"') ?? [])]).toEqual([3, Number.NaN, 11]);
  expect(table?.wordsOf('3,red,NA,11')).toBe('red');
});

test('lines of JSON have columns by name', () => {
  const lines = ['{"a":1,"b":"x","c":2.5}', '{"c":3,"b":"y","a":4}'];
  const table = findTableColumns([lines]);
  expect(lines.map((line) => [...(table?.numbersOf(line) ?? [])])).toEqual([
    [1, 2.5],
    [4, 3],
  ]);
});

test.each([
  ['text', ['a short sentence', 'and another one']],
  ['one number a line', ['1', '2']],
  ['a single column of numbers', ['1,red', '2,green']],
  ['nothing', []],
])('%s is no table of numbers', (_, lines) => {
  expect(findTableColumns([lines])).toBeNull();
});

test('a column in which one value is a word is no column of numbers', () => {
  expect(findTableColumns([['1,2,3', '4,5,high', '7,8,9']])?.width).toBe(2);
});
