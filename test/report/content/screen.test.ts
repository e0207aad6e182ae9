import { expect, test } from 'vitest';
import { headlineHeight, heightOf } from '../../../src/report/content/screen.ts';

test('a longer text fills more of the screen, an empty one nothing', () => {
  const text = (length: number) => [{ kind: 'paragraph', content: ['x'.repeat(length)] }] as const;
  expect(heightOf([])).toBe(0);
  expect(heightOf(text(90))).toBeLessThan(heightOf(text(100)));
  expect(headlineHeight(['x'])).toBeLessThan(headlineHeight(['x'.repeat(80)]));
});

test('a row of a wide table is higher where a name breaks into three lines', () => {
  const row = (name: string, columns: number) =>
    heightOf([
      {
        kind: 'table',
        table: {
          columns: [],
          rows: [[name, ...Array.from({ length: columns - 1 }, () => 'x')].map((cell) => [cell])],
        },
      },
    ]);
  expect(row('variant-number-0', 6)).toBe(row('variant', 6) + 24);
  expect(row('variant-number-0', 4)).toBe(row('variant', 4));
});
