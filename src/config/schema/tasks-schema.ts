import { z } from 'zod';
import { refuseRepeats } from './rules.ts';

const taskNameSchema = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z0-9][\w./-]*$/,
    'must be letters, digits, "_", ".", "/" or "-", and start with a letter or digit',
  );

export const gateTasksSchema = z
  .strictObject({
    'no-worse-than': z
      .number()
      .positive()
      .describe(
        'The loss that each task may have at most, in the unit of the primary metric. The gate fails unless a larger one is ruled out on every task.',
      ),
    allow: z
      .array(taskNameSchema)
      .superRefine(refuseRepeats(null))
      .default([])
      .describe('Tasks that may get worse.'),
  })
  .optional()
  .describe('No task may get worse: `{ no-worse-than: 0.01, allow: [rte] }`. Needs `tasks`.');
