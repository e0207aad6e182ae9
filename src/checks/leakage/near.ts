import { defineCheck } from '../define-check.ts';
import { sharedModelData } from '../evidence/model-data.ts';
import { countCopies, leakageThreshold } from './copies.ts';

/**
 * Finds test examples that nearly equal a training example: a text with a changed word, an image with a little noise
 * (`stats/dataset/`). Their harm is less certain, so the check only warns, above `checks.leakage`.
 */
export const leakageNear = defineCheck({
  id: 'leakage/near',
  title: 'are test examples in the training data?',
  options: { leakage: leakageThreshold },
  threshold: ({ leakage }) => leakage,
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
