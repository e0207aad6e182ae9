import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstClauses, shorten } from '../../src/checks/shorten.ts';

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

describe('a sentence that is too long', () => {
  test.each([
    [
      'ends with its first clauses',
      'all 2 pairs are equal to the last digit, although code or parameters differ: the runs share their output',
      80,
      'all 2 pairs are equal to the last digit, although code or parameters differ',
    ],
    [
      'cuts no interval in two',
      'class 3 gets worse by 8 points [3.1, 12.9], class 4 by 9 [1, 2]',
      45,
      'class 3 gets worse by 8 points [3.1, 12.9]',
    ],
    ['is cut after a word where it has no clause', 'one two three four', 12, 'one two…'],
    [
      'does not end behind an abbreviation',
      'the folder is empty and was not read. Write e.g. {"accuracy": 0.9} to metrics.json in that folder',
      60,
      'the folder is empty and was not read',
    ],
    ['is told whole where it is short', 'seed 4 collapsed', 20, 'seed 4 collapsed'],
  ])('%s', (_, sentence, maxChars, expected) => {
    expect(firstClauses(sentence, maxChars)).toBe(expected);
  });
});
