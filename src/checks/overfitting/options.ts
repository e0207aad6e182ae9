import { z } from 'zod';

const DEFAULTS = { gap: 0.1, 'after-best': 0.25, gl: 5 };

/** `checks.overfitting`, which three checks share. */
export const overfittingOptions = z
  .strictObject({
    gap: z
      .number()
      .positive()
      .default(DEFAULTS.gap)
      .describe(
        'How far validation loss may lie above training loss at the last epoch, in the unit of the loss.',
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
        'How far a variant whose validation loss ends conclusively higher above its lowest than that of the baseline may do so, in percent (GL).',
      ),
  })
  .default(DEFAULTS)
  .describe('Training against validation curves.');
