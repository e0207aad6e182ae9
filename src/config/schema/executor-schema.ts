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
        "For how many later looks idle slots start runs while a look's last runs end. `0`: no unneeded run; `all`: every run that may be needed.",
      ),
  })
  .default({ ahead: 1 })
  .describe('Where runs are trained, and how far ahead of the current look.');
