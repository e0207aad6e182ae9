import { expect, test } from 'vitest';
import { VERDICTS } from '../../../../src/analysis/compare/comparison.ts';
import { CHECK_GLYPHS, VERDICT_GLYPHS } from '../../../../src/report/content/headline/verdict-words.ts';

test('every verdict has a glyph of its own', () => {
  expect(Object.keys(VERDICT_GLYPHS).sort()).toEqual([...VERDICTS].sort());
  expect(new Set(Object.values(VERDICT_GLYPHS)).size).toBe(VERDICTS.length);
});

test('no two statuses of a check look alike', () => {
  const glyphs = Object.values(CHECK_GLYPHS);
  expect(new Set(glyphs).size).toBe(glyphs.length);
});
