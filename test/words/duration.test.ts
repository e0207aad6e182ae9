import { expect, test } from 'vitest';
import { duration, durationSpan, roughDuration } from '../../src/words/duration.ts';

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [0, '0.0 s'],
  [8.44, '8.4 s'],
  [9.96, '10 s'],
  [59.7, '1 min'],
  [66, '1 min 6 s'],
  [119.6, '2 min'],
  [3600, '1 h'],
  [6000, '1 h 40 min'],
  [183_600, '2 d 3 h'],
  [Number.NaN, 'n/a'],
])('%d seconds are written %s', (seconds, expected) => {
  expect(spaced(duration(seconds))).toBe(expected);
});

test.each([
  [1993, '33 min'],
  [172, '2 min 50 s'],
  [12.3, '12 s'],
])('an estimate of %d seconds is written %s', (seconds, expected) => {
  expect(spaced(roughDuration(seconds))).toBe(expected);
});

test.each([
  [130, 540, '2 to 9 min'],
  [40, 180, '40 s to 3 min'],
  [0, 7.2, 'up to 7 s'],
  [0, 0, '1 s'],
  [3.2, 3.4, '3 s'],
  [100, 100, '1 min 40 s'],
  [3000, 30_000, '50 min to 8 h 20 min'],
  [3600, 7200, '1 to 2 h'],
  [59, 61, '59 s to 1 min'],
])('from %f s to %f s is %j', (least, most, text) => {
  expect(durationSpan({ least, most }).replaceAll('\u00a0', ' ')).toBe(text);
});
