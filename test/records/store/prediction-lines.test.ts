import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalPredictions } from '../../../src/records/store/prediction-lines.ts';
import { lines, readPlain, readTable } from '../readers/predictions/prediction-file.ts';

/** By split, whichever came first. */
const sorted = async (text: string) => new Map([...(await readPlain(text)).splits].sort());
const probability = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const row = fc.record({
  split: fc.constantFrom('train', 'validation', 'test', 'shifted'),
  cluster: fc.constantFrom(undefined, 'p1', 'p2'),
  label: fc.nat({ max: 2 }),
  prediction: fc.nat({ max: 2 }),
  probabilities: fc.tuple(probability, probability, probability),
  show: fc.constantFrom(undefined, 'a text', '  spaces \u2028 and "quotes"'),
  slices: fc.uniqueArray(fc.constantFrom('short', 'rare', 'digits')),
  features: fc.dictionary(
    fc.constantFrom('length', 'new', 'mean'),
    fc.double({ min: -9, max: 9, noNaN: true }),
  ),
});

it('is read as the same table again, and is then the same text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const table = await readTable(lines(...rows));
      const text = [...canonicalPredictions(table)].join('');
      const again = await readTable(text);
      expect(await sorted(text)).toEqual(await sorted(lines(...rows)));
      expect([...canonicalPredictions(again)].join('')).toBe(text);
    }),
    { numRuns: 15 },
  );
});
