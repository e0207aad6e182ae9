/** `limits`: what the training may cost. */
import { z } from 'zod';

export const limitsSchema = z
  .strictObject({
    parallel: z
      .union([z.literal('auto'), z.number().int().min(1).max(256)], {
        error: 'must be "auto" or a whole number',
      })
      .default('auto')
      .describe(
        'Training processes at a time. `auto`: one per GPU where `gpus` is set, else one per core. Fewer per core if memory has no room.',
      ),
    gpus: z
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'GPUs of the machine. Each run sees one of them (`CUDA_VISIBLE_DEVICES`, `HIP_VISIBLE_DEVICES`). Default: every run sees all.',
      ),
    'run-minutes': z
      .number()
      .positive()
      .max(60 * 24 * 5)
      .default(60)
      .describe('Time limit of a run.'),
    'total-minutes': z
      .number()
      .positive()
      .max(60 * 24 * 30)
      .optional()
      .describe(
        "No run starts after this time. The complete seed pairs are then tested as one look, at the design's level. Default: no limit.",
      ),
    'total-cost': z
      .number()
      .positive()
      .max(1_000_000)
      .optional()
      .describe(
        'With `evaluate`, in US dollars: no repeat starts if its look would cost more than is left. The complete repeats are then tested as one look. Default: no limit.',
      ),
    'memory-mb': z
      .number()
      .int()
      .min(1)
      .max(100_000_000)
      .optional()
      .describe('Memory limit of a run and its child processes. Measured twice per second; not on Windows.'),
    retries: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(1)
      .describe('How often to repeat a run if the machine failed (killed, timed out), not its code.'),
    'failed-runs': z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe(
        "Share of a model's runs that may fail before the verdict is invalid. Training ends early at three failures that exceed this share of all planned runs.",
      ),
    'warm-up': z
      .boolean()
      .optional()
      .describe(
        '`true`: the first run of each model trains alone, so that its downloads are complete before other runs read them. Default: false.',
      ),
  })
  .default({ parallel: 'auto', 'run-minutes': 60, retries: 1, 'failed-runs': 0.1 })
  .describe('Limits on time, memory and failures of training.');
