import { z } from 'zod';

const DEFAULTS = { gap: 0.1, 'after-best': 0.25, gl: 5 };

/** `checks.overfitting`. */
export const overfittingOptions = z
  .strictObject({
    gap: z
      .number()
      .positive()
      .default(DEFAULTS.gap)
      .describe(
        'How far a validation loss that rises may be above the training loss at the last epoch, in the unit of the loss.',
      ),
    'after-best': z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS['after-best'])
      .describe('Share of the epochs that may come after the one with the lowest validation loss.'),
    gl: z
      .number()
      .positive()
      .default(DEFAULTS.gl)
      .describe(
        'How far the validation loss may end above its lowest, in percent (GL), before that counts as overfitting.',
      ),
  })
  .default(DEFAULTS)
  .describe('Comparison of training and validation curves.');
