/** `limits`: what the training may cost. */
import { z } from 'zod';

export const limitsSchema = z
  .strictObject({
    parallel: z
      .union([z.literal('auto'), z.number().int().min(1).max(256)], {
        error: 'must be "auto" or a whole number',
      })
      .default('auto')
      .describe('Training processes at a time. `auto`: one a GPU where `gpus` is given, else one a core.'),
    gpus: z
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'GPUs of the machine: each run sees one, in turn (`CUDA_VISIBLE_DEVICES`). Without it: all runs see all.',
      ),
    'run-minutes': z
      .number()
      .positive()
      .max(60 * 24 * 5)
      .default(60)
      .describe('After this time a run is stopped.'),
    'total-minutes': z
      .number()
      .positive()
      .max(60 * 24 * 30)
      .optional()
      .describe(
        'After this time no run is started, and the result is that of a look at the seed pairs that are complete, at the level that the design has for so many. Without it: as long as it takes.',
      ),
    'memory-mb': z
      .number()
      .int()
      .min(1)
      .max(100_000_000)
      .optional()
      .describe(
        'A run that uses more memory, with all that it started, is stopped. Measured twice a second; not on Windows.',
      ),
    retries: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(1)
      .describe(
        'How often a run is repeated that failed through the machine (killed, timed out), not its code.',
      ),
    'failed-runs': z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe(
        'Share of runs of one model that may fail before the verdict is invalid. Three that are more than this share of all planned runs end the training.',
      ),
  })
  .default({ parallel: 'auto', 'run-minutes': 60, retries: 1, 'failed-runs': 0.1 })
  .describe('What the training may cost.');
