import { expect, test } from 'vitest';
import { headlineHeight, heightOf } from '../../../src/report/content/screen.ts';

test('a longer text fills more of the screen, an empty one nothing', () => {
  const text = (length: number) => [{ kind: 'paragraph', content: ['x'.repeat(length)] }] as const;
  expect(heightOf([])).toBe(0);
  expect(heightOf(text(90))).toBeLessThan(heightOf(text(100)));
  expect(headlineHeight(['x'])).toBeLessThan(headlineHeight(['x'.repeat(80)]));
});
