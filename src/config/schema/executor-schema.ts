/** `executor`: where the runs are trained, and how far ahead. */
import { z } from 'zod';

const MAX_AHEAD = 100;

export const executorSchema = z
  .strictObject({
    ahead: z
      .union([z.number().int().min(0).max(MAX_AHEAD), z.literal('all')], {
        error: `must be "all" or a whole number up to ${MAX_AHEAD}`,
      })
      .default(1)
      .describe(
        'For how many later looks idle places begin runs while the last runs of a look are awaited. `0`: nothing is trained in vain; `all`: every run that may be needed.',
      ),
  })
  .default({ ahead: 1 })
  .describe('Where the runs are trained, and how far ahead of the look that is awaited.');
