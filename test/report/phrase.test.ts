import { expect, test } from 'vitest';
import { code, enumerate, join, say } from '../../src/report/phrase.ts';

test('words of the program and values of others stay apart', () => {
  expect(say`with ${code('<b>')} by ${3}${''}, ${say`at ${code('x')}`}`).toEqual([
    'with ',
    { kind: 'code', text: '<b>' },
    ' by ',
    '3',
    ', ',
    'at ',
    { kind: 'code', text: 'x' },
  ]);
});

test('phrases are enumerated with commas and a last word, and joined without those that are empty', () => {
  expect(enumerate([['a']])).toEqual(['a']);
  expect(enumerate([['a'], ['b'], ['c']]).join('')).toBe('a, b and c');
  expect(enumerate([['a'], ['b']], 'or').join('')).toBe('a or b');
  expect(join([['a'], [], ['b']], ' · ').join('')).toBe('a · b');
});
