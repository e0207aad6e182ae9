import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shorten } from '../../../src/report/terminal/shorten.ts';

describe('a line that is too long', () => {
  test.each([
    ['ends after a clause', 'gap 0.5 at the end; GL 3 % (p 0.01)', 30, 'gap 0.5 at the end…'],
    ['ends after a word where there is no clause', 'one two three four', 12, 'one two…'],
    ['never ends within brackets', 'differs by 0.1 [0.05, 0.15] in all', 25, 'differs by 0.1…'],
    ['is cut anywhere where it is one word', 'abcdefghij', 5, 'abcd…'],
  ])('%s', (_, line, maxChars, expected) => {
    expect(shorten(line, maxChars)).toBe(expected);
  });

  test('keeps to its limit, and what fits is left alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 40 }), (line, maxChars) => {
        const short = shorten(line, maxChars);
        expect([...short].length).toBeLessThanOrEqual(maxChars);
        if ([...line].length <= maxChars) expect(short).toBe(line);
      }),
    );
  });
});
