import { defineCheck } from '../define-check.ts';
import { sharedModelData } from '../evidence/model-data.ts';
import { countCopies, leakageThreshold } from './copies.ts';

/**
 * Test examples that are nearly the same as one in training: a text with a word changed, an image with a little noise
 * (`stats/dataset/`). Counted as above; that they harm is less sure, so the check warns, and only above `checks.leakage`.
 */
export const leakageNear = defineCheck({
  id: 'leakage/near',
  title: 'are test examples in the training data?',
  invalidates: false,
  options: { leakage: leakageThreshold },
  needs: ['modelData'],
  of: ({ modelData }) => sharedModelData(modelData),
  judge: (known, _, { leakage }) =>
    countCopies(known, leakage, {
      words: 'a near copy in the training data',
      advice: 'put variations of one example into the same split',
      take: ({ near }) => near,
      isRough: true,
      statusAt: (least, threshold) => (least > threshold ? 'warn' : 'pass'),
    }),
});
