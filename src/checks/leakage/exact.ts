import { defineCheck } from '../define-check.ts';
import { sharedModelData } from '../evidence/model-data.ts';
import { countCopies, leakageThreshold } from './copies.ts';

/**
 * A score on test examples that are also in the training data, byte for byte, measures memory. The share beyond the natural one
 * (`copies.ts`) fails above `checks.leakage`, and warns above 0.
 */
export const leakageExact = defineCheck({
  id: 'leakage/exact',
  title: 'are test examples in the training data?',
  invalidates: true,
  options: { leakage: leakageThreshold },
  threshold: ({ leakage }) => leakage,
  needs: ['modelData'],
  // Named files request a search for duplicates.
  requestedBy: ({ files }) => (files === undefined ? null : 'files'),
  of: ({ modelData }) => sharedModelData(modelData),
  judge: (known, _, { leakage }) =>
    countCopies(known, leakage, {
      words: 'a copy in the training data',
      advice: 'remove the copies from the training data; repeat rows and sample groups only after the split',
      take: ({ exact }) => exact,
      isRough: false,
      statusAt: (least, threshold) => (least > threshold ? 'fail' : least > 0 ? 'warn' : 'pass'),
    }),
});
