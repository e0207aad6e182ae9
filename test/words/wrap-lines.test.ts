import { expect, test } from 'vitest';
import { wrapLines } from '../../src/words/wrap-lines.ts';

const TEXT =
  '✗ runs: python has no torch; install it\n  /a/path/that/is/longer/than/the/terminal here\n\nshort';

test('lines break between words, and a path stays whole', () => {
  expect(wrapLines(TEXT, 24)).toBe(
    '✗ runs: python has no\n  torch; install it\n  /a/path/that/is/longer/than/the/terminal\n  here\n\nshort',
  );
});

test('a pipe and a file get whole lines', () => {
  expect(wrapLines(TEXT, undefined)).toBe(TEXT);
});
