/** A metric of `conclusive.yml`: which way is better, what it decides, and where the trainer states it. */
import { z } from 'zod';
import { DIRECTIONS, UNITS } from '../../stats/metrics/metric.ts';
import { KNOWN_METRIC_NAMES } from '../known-metrics.ts';
import { compilePattern, LOGGED_SPLITS, PATTERN_RULE, TAKES } from '../metric-source.ts';
import { nameSchema } from '../names.ts';
import { pathSchema } from './path-schema.ts';
import { checkMetric, checkSource } from './rules.ts';

export const ROLES = ['primary', 'secondary'] as const;

const MAX_KEY_CHARS = 300;

const fromSchema = z.union(
  [
    nameSchema,
    z
      .strictObject({
        name: nameSchema.optional().describe('Its name in the logs.'),
        file: pathSchema
          .optional()
          .describe('File in the run directory: JSON, JSON lines, YAML, TOML, CSV or TSV.'),
        key: z
          .string()
          .min(1)
          .max(MAX_KEY_CHARS)
          .optional()
          .describe(
            'Key in the file, with dots between levels: `results.arc_easy.acc`. In a table: a column, or the first cell of a row.',
          ),
        stdout: z
          .string()
          .refine((pattern) => compilePattern(pattern) !== null, PATTERN_RULE)
          .optional()
          .describe('Regular expression for a line that the program prints. Its first group is the number.'),
        split: z
          .enum(LOGGED_SPLITS)
          .optional()
          .describe("Split of the value, if neither the metric's name nor the file's name tells it."),
        take: z
          .enum(TAKES)
          .optional()
          .describe(
            'Which of several values counts: the last, the best, or the one at the best epoch on validation. Default: the last, if they have epochs; else it must be stated.',
          ),
      })
      .superRefine(checkSource),
  ],
  {
    error:
      "must be the name that the trainer logs, or a mapping such as { name: mAP50, split: validation }, { file: results.json, key: acc } or { stdout: 'accuracy: ([0-9.]+)' }",
  },
);

export const metricSchema = z
  .strictObject({
    name: nameSchema
      .describe("Name of the metric in the trainer's output. Known metrics need no direction.")
      .meta({ examples: [...KNOWN_METRIC_NAMES] }),
    role: z
      .enum(ROLES)
      .optional()
      .describe(
        'Primary metrics decide the verdict; secondary ones are exploratory. If none is marked primary, the first one is.',
      ),
    direction: z
      .enum(DIRECTIONS)
      .optional()
      .describe('Whether higher or lower is better. Required for metrics that Conclusive does not know.'),
    'unusual-direction': z
      .literal(true)
      .optional()
      .describe('Confirms a direction that contradicts the usual one for this name.'),
    margin: z
      .number()
      .positive()
      .optional()
      .describe(
        "The smallest difference that matters, in the metric's own unit. Differences within ±margin are equivalent.",
      ),
    'min-effect': z
      .number()
      .positive()
      .optional()
      .describe('Improvement means a gain above it: the whole interval lies there. Not below the margin.'),
    unit: z.enum(UNITS).optional().describe('Unit in the report. Accuracy is shown in percent.'),
    from: fromSchema
      .optional()
      .describe(
        'Where to read the value, if not under the metric\'s name: `eval_f1`, `{ name: mAP50, split: validation }`, `{ file: results.json, key: results.arc_easy.acc }` or `{ stdout: "accuracy: ([0-9.]+)" }`. Renaming the metric retrains nothing.',
      ),
  })
  .superRefine(checkMetric);
