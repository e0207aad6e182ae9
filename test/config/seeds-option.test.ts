import { expect, test } from 'vitest';
import { parseSeeds } from '../../src/config/seeds-option.ts';

test.each([
  ['8', 8],
  ['1', 1],
  ['6..25', { min: 6, max: 25 }],
])('%s is a design', (text, seeds) => {
  expect(parseSeeds('--seeds', text)).toEqual(seeds);
});

test.each(['', '0', '1..5', '0..5', '25..6', '6-25', '6..', '1e3', ' 8', '99999', '6..25..30'])(
  '"%s" is refused with the option, what is allowed, and what was found',
  (text) => {
    expect(() => parseSeeds('--seeds', text)).toThrow(
      /^--seeds: must be a number of seeds, such as 8, .*6\.\.25; found "/,
    );
  },
);

test.each([
  ['0', '(must be at least 1, found 0)'],
  ['25..6', '(max: must be at least min (25), found 6)'],
])('"%s" is refused with the reason', (text, reason) => {
  expect(() => parseSeeds('--seeds', text)).toThrow(reason);
});
