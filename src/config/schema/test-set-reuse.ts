import { z } from 'zod';

/** ε and δ of ease.ml/ci, by names that say what they are. */
export const TEST_SET_REUSE = { tolerance: 0.05, reliability: 0.95, adaptive: true };

export const testSetReuseSchema = z
  .strictObject({
    tolerance: z
      .number()
      .gt(0)
      .lt(1)
      .default(TEST_SET_REUSE.tolerance)
      .describe('ε: how far a difference in accuracy may be off, as a share of the examples.'),
    reliability: z
      .number()
      .gt(0)
      .lt(1)
      .default(TEST_SET_REUSE.reliability)
      .describe('1 − δ: probability with which all decisions taken on the test set hold to that.'),
    adaptive: z
      .boolean()
      .default(TEST_SET_REUSE.adaptive)
      .describe('Whether changes may answer to earlier verdicts; `false` where nobody sees them.'),
  })
  .default(TEST_SET_REUSE)
  .describe('How many decisions a test set carries before it is used up.');
