import { defineCheck } from '../define-check.ts';
import { sharedModelData } from '../evidence/model-data.ts';
import { countCopies, leakageThreshold } from './copies.ts';

/**
 * Test examples that training has seen, byte for byte. What a model has seen it can recall, so a score on them measures memory.
 *
 * What counts is the share beyond the natural one (`copies.ts`). Above `checks.leakage` the check fails, and with it the
 * comparison; below, but above zero, it warns.
 */
export const leakageExact = defineCheck({
  id: 'leakage/exact',
  title: 'are test examples in the training data?',
  invalidates: true,
  options: { leakage: leakageThreshold },
  needs: ['modelData'],
  // Whoever names the files wants to know of duplicates in them.
  requestedBy: ({ files }) => (files === undefined ? null : 'files'),
  of: ({ modelData }) => sharedModelData(modelData),
  judge: (known, _, { leakage }) =>
    countCopies(known, leakage, {
      words: 'a copy in the training data',
      advice: 'remove them from the training data; repeat rows and sample groups only after the split',
      take: ({ exact }) => exact,
      isRough: false,
      statusAt: (least, threshold) => (least > threshold ? 'fail' : least > 0 ? 'warn' : 'pass'),
    }),
});
