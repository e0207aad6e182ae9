import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { columnsOf, cutToColumns, pad, wrap } from '../../../src/report/terminal/text.ts';

describe('text by columns', () => {
  test.each([
    ['abc', 3],
    ['日本', 4],
    ['✅', 2],
    ['\u001b[32mgreen\u001b[39m', 5],
  ])('%j takes %i', (text, columns) => expect(columnsOf(text)).toBe(columns));

  test('characters take as many as the library says, also before a sign that makes a picture of them', () => {
    const others = [];
    // In the long tests all of the signs from U+2000 on, and some of each script.
    for (let code = 0x20; code < 0x2800; code += code < 0x2000 ? 5 : 1) {
      if (code >= 0x7f && code < 0xa0) continue;
      const one = String.fromCodePoint(code);
      for (const text of [`✅${one}`, `${one}\ufe0f`])
        if (columnsOf(text) !== stringWidth(text)) others.push(code.toString(16));
    }
    expect(others).toEqual([]);
  });

  test('is broken between words, and what is beyond the last line is cut', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('one two three four', 9, 2)).toEqual(['one two', 'three…']);
    expect(wrap('', 9)).toEqual([]);
  });

  test('a word that is wider than the line is cut', () => {
    expect(wrap('日本語のモデル', 6).map(columnsOf)).toEqual([5]);
    expect(cutToColumns('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
  });

  test('is padded to its columns', () => {
    expect(pad('日', 4, 'left')).toBe('日  ');
    expect(pad('日', 4, 'right')).toBe('  日');
    expect(pad('too long', 4, 'left')).toBe('too long');
  });
});

describe('a line that is too long', () => {
  test.each([
    ['ends after a clause', 'gap 0.5 at the end; GL 3 % (p 0.01)', 30, 'gap 0.5 at the end…'],
    ['ends after a word where there is no clause', 'one two three four', 12, 'one two…'],
    ['never ends within brackets', 'differs by 0.1 [0.05, 0.15] in all', 25, 'differs by 0.1…'],
    ['is cut anywhere where it is one word', 'abcdefghij', 5, 'abcd…'],
  ])('%s', (_, line, columns, expected) => {
    expect(cutToColumns(line, columns)).toBe(expected);
  });

  test('keeps to its limit, and what fits is left alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 40 }), (line, columns) => {
        const short = cutToColumns(line, columns);
        expect(columnsOf(short)).toBeLessThanOrEqual(columns);
        if (columnsOf(line) <= columns) expect(short).toBe(line);
      }),
    );
  });
});
