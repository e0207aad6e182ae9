import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directLabels } from '../../../../src/report/page/charts/direct-labels.ts';

test('labels keep their order and never lie on each other', () => {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(at, { minLength: 1, maxLength: 6 }), (values) => {
      const labels = directLabels(
        values.map((value) => ({ text: String(value), colour: 'black', at: value })),
        200,
        [0, 1],
      );
      const places = labels.map(({ at, dy }) => 200 * (1 - at) + dy);
      expect(labels.map((label) => label.at)).toEqual([...values].sort((a, b) => b - a));
      for (const [i, place] of places.entries()) {
        expect(place).toBeGreaterThan(-1);
        expect(place).toBeLessThan(201);
        if (i > 0) expect(place - (places[i - 1] ?? 0)).toBeGreaterThan(12);
      }
    }),
  );
});
