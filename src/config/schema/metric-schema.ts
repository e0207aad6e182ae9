/** A metric of `conclusive.yml`: which way is better, what it decides, and where the trainer states it. */
import { z } from 'zod';
import { DIRECTIONS, UNITS } from '../../stats/metrics/metric.ts';
import { KNOWN_METRIC_NAMES } from '../known-metrics.ts';
import { compilePattern, LOGGED_SPLITS, PATTERN_RULE, VALUES_AT } from '../metric-source.ts';
import { nameSchema } from '../names.ts';
import { pathSchema } from './path-schema.ts';
import { checkMetric, checkSource } from './rules.ts';

export const ROLES = ['primary', 'secondary'] as const;

const MAX_KEY_CHARS = 300;

/** Where the trainer states a metric: a name in its logs, a key of a file, or what it prints. */
const fromSchema = z.union(
  [
    nameSchema,
    z
      .strictObject({
        name: nameSchema.optional().describe('What logs call it.'),
        file: pathSchema
          .optional()
          .describe('In the run directory: JSON, JSON lines, YAML, TOML, CSV or TSV.'),
        key: z
          .string()
          .min(1)
          .max(MAX_KEY_CHARS)
          .optional()
          .describe(
            'In the file, with dots between levels: `results.arc_easy.acc`; of a table a column, or the first cell of a row.',
          ),
        stdout: z
          .string()
          .refine((pattern) => compilePattern(pattern) !== null, PATTERN_RULE)
          .optional()
          .describe('A regular expression for what the program prints; its first group is the number.'),
        split: z
          .enum(LOGGED_SPLITS)
          .optional()
          .describe('The split of the value, where neither its name nor that of the file says it.'),
        at: z
          .enum(VALUES_AT)
          .optional()
          .describe('Which value of a curve: the last, or that of the epoch which validation chooses.'),
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
      .describe('As the trainer calls it. Known ones need no direction.')
      .meta({ examples: [...KNOWN_METRIC_NAMES] }),
    role: z
      .enum(ROLES)
      .optional()
      .describe(
        'Primary metrics decide the verdict; secondary ones are exploratory. If none is primary, the first is.',
      ),
    direction: z
      .enum(DIRECTIONS)
      .optional()
      .describe('Which way is better. Needed for a metric that Conclusive does not know.'),
    'unusual-direction': z
      .literal(true)
      .optional()
      .describe('Says that a direction is meant although it contradicts what the name is known for.'),
    margin: z
      .number()
      .positive()
      .optional()
      .describe(
        "The smallest difference that matters, in the metric's own unit. Differences within ±margin are equivalent.",
      ),
    unit: z.enum(UNITS).optional().describe('How the report prints it. Accuracy is printed in percent.'),
    from: fromSchema
      .optional()
      .describe(
        'Where the trainer states it, if not under its name: `eval_f1`, `{ name: mAP50, split: validation }`, `{ file: results.json, key: results.arc_easy.acc }` or `{ stdout: "accuracy: ([0-9.]+)" }`. Another name trains nothing again.',
      ),
  })
  .superRefine(checkMetric);
