import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanLines } from '../../../src/report/format/clean.ts';

describe('cleanLine', () => {
  test.each([
    ['\u001b[1;31mred\u001b[0m text', 'red text'],
    ['a\r\nb\tc', 'a b c'],
    ['\u202egpj.exe', '\ufffdgpj.exe'],
    ['zero\u200bwidth', 'zero\ufffdwidth'],
    ['fami\u200dly', 'family'],
    ['tag\u{e0041}s', 'tag\ufffds'],
    ['\ud800 alone', '\ufffd alone'],
    ['z\u0300\u0301\u0302\u0303\u0304\u0305algo', 'z\u0300\u0301\u0302algo'],
    ['Größe 𝛼 数', 'Größe 𝛼 数'],
  ])('shows %j as %j', (text, expected) => {
    expect(cleanLine(text, 100)).toBe(expected);
  });

  test('cuts between characters and shows that it did', () => {
    expect(cleanLine('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
  });

  test('is one line of visible characters and of bounded length, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, maxChars) => {
        const line = cleanLine(text, maxChars);
        expect(Array.from(line).length).toBeLessThanOrEqual(maxChars);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(cleanLine(line, maxChars)).toBe(line);
      }),
    );
  });
});

describe('cleanLines', () => {
  test('keeps line ends and indentation, and drops blank ends', () => {
    expect(cleanLines('\n\nTraceback:\r\n\tat x\u001b[0m  \n\n', 10, 1000)).toBe('Traceback:\n  at x');
  });

  test('bounds lines and characters', () => {
    const text = cleanLines('x'.repeat(400).concat('\n').repeat(50), 4, 1000);
    expect(text.split('\n')).toHaveLength(4);
    expect(text.length).toBeLessThanOrEqual(1000);
  });
});
