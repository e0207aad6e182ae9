import { expect, test } from 'vitest';
import { pairedDifferences } from '../../../../src/report/content/tables/pairs.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { LOG_LOSS, MACRO_F1 } from '../../../support/sample-results.ts';
import { better, severalPrimary, unpaired } from '../../../support/samples.ts';

test('a difference belongs to a seed that both models have, and is turned so that positive is better', () => {
  const models = better.models.map((model, at) => ({
    ...model,
    values: {
      macro_f1: [
        { seed: 1, value: 0.5 + at },
        { seed: 2 + at, value: 0.7 },
      ],
    },
  }));
  expect(pairedDifferences(viewOf({ ...better, models }), 'head', MACRO_F1)).toEqual([
    { seed: 1, baseline: 0.5, variant: 1.5, difference: 1 },
  ]);
  const losses = pairedDifferences(viewOf(severalPrimary), 'bag', LOG_LOSS);
  for (const { baseline, variant, difference } of losses) expect(difference).toBe(baseline - variant);
  expect(losses).toHaveLength(10);
});

test('arms without shared seeds have no pairs', () => {
  expect(pairedDifferences(viewOf(unpaired), 'head', MACRO_F1)).toEqual([]);
});
