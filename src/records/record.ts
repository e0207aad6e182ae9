/**
 * The run record, `conclusive.run/1`: everything one training of one model under one seed left behind.
 *
 * A record may come from a training process that runs the code of a pull request, so the schema is also the
 * border: whatever passes it is bounded in size, finite where a number is asked for, and free of prototype keys.
 */
import { z } from 'zod';
import { namedValues, nameSchema, paramsSchema } from '../config/names.ts';
import { dataEvidenceSchema } from './data/evidence-schema.ts';

/**
 * What is made of a run's output (readers, scores, digests) decides a record's content as the run does, and is part of its
 * fingerprint. Raise it in every change after which the same output gives another record.
 */
export const RECORD_REVISION = 9;

export const RUN_SCHEMA = 'conclusive.run/1';

export const RUN_STATUSES = ['ok', 'diverged', 'crashed', 'timeout', 'killed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const SPLITS = ['train', 'validation', 'test', 'shifted'] as const;
export type Split = (typeof SPLITS)[number];

export const MAX_MESSAGE_CHARS = 4000;
export const MAX_EPOCHS = 100_000;
export const MAX_METRICS = 1000;
export const MAX_SLICES = 1000;
export const MAX_ENVIRONMENT_CHARS = 200;
const MAX_ENVIRONMENT_ENTRIES = 100;
export const MAX_ORIGIN_CHARS = 200;
export const MAX_WARNINGS = 20;
/** More classes than this are told by their indices. */
export const MAX_CLASS_NAMES = 200;
export const MAX_CLASS_NAME_CHARS = 60;
export const ORIGINS = ['stated', 'last', 'best-validation', 'computed'] as const;
/** Costs are stated by runs and summed over them: what no machine can have used must not drown the rest. */
export const MAX_SECONDS = 1e8;
export const MAX_MEMORY_BYTES = 1e15;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const commitSchema = z.string().regex(/^[0-9a-f]{40,64}$/);
const seedSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Metric name -> finite value: zod's numbers are neither NaN nor infinite. */
const metricValuesSchema = namedValues(z.number(), MAX_METRICS);
export type MetricValues = Readonly<Record<string, number>>;

/** Where a value of a metric comes from. */
const originSchema = z.object({
  /** In the run directory, without what is random in names of tools; `stdout` for what was printed. */
  file: z.string().max(MAX_ORIGIN_CHARS),
  key: z.string().max(MAX_ORIGIN_CHARS),
  /** Stated as final; the last of a curve; the best of it by its validation values, as the config asks; computed from predictions. */
  at: z.enum(ORIGINS),
  /** How many values its curve has. */
  of: z.number().int().min(1).optional(),
  /** The program chose it among several: it says so by its name, or the value is the best of its own curve and not the last. */
  selected: z.enum(['name', 'curve']).optional(),
  /** It is the best value of its own curve, and the last one as well. */
  isBest: z.literal(true).optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** One epoch of training: `loss` and any metrics, on the training and the validation split. */
const epochSchema = z.object({
  epoch: z.number().min(0),
  train: metricValuesSchema,
  validation: metricValuesSchema,
});
export type Epoch = z.infer<typeof epochSchema>;

const sliceSchema = z.object({ examples: z.number().int().min(0), metrics: metricValuesSchema });

function isAscending(curves: readonly Epoch[]): boolean {
  return curves.every(({ epoch }, index) => index === 0 || epoch > (curves[index - 1]?.epoch ?? epoch));
}

/** Keys that are not listed are dropped, not refused: a later version may write more, and its records stay readable. */
export const runRecordSchema = z.object({
  schema: z.literal(RUN_SCHEMA),
  /** SHA-256 (hex) over everything that decides the content: see `plan/runs/fingerprint.ts`. */
  fingerprint: sha256Schema,
  model: nameSchema,
  seed: seedSchema,
  /** By source of chance, where they are not all `seed`: a run of the crossed design that splits the variance. */
  seeds: z.object({ init: seedSchema, order: seedSchema, data: seedSchema }).optional(),
  params: paramsSchema,
  /** The commit that the code came from; null for a checkout with uncommitted changes or no git. */
  commit: commitSchema.nullable(),
  status: z.enum(RUN_STATUSES),
  /** Why the run is not `ok`: what happened and the tail of what it printed. */
  failure: z.string().max(MAX_MESSAGE_CHARS).nullable(),
  /** The metric that was not finite, or `loss`; null where the run did not diverge, or only says that it did. */
  divergedBy: nameSchema.nullable().default(null),
  curves: z
    .array(epochSchema)
    .max(MAX_EPOCHS)
    .refine(isAscending, 'must have each epoch once, in ascending order'),
  /** Final metrics by split; `test` decides where there is one. */
  metrics: z.partialRecord(z.enum(SPLITS), metricValuesSchema),
  /** Where the values come from, of `metrics` and of those that only curves have. Absent in tables of results. */
  origins: z.partialRecord(z.enum(SPLITS), namedValues(originSchema, MAX_METRICS)).optional(),
  /** What the readers left out or found in contradiction. */
  warnings: z.array(z.string().max(MAX_MESSAGE_CHARS)).max(MAX_WARNINGS).optional(),
  /** Metrics on named subsets of the test split. */
  slices: namedValues(sliceSchema, MAX_SLICES),
  /** File of predictions beside the record, with its digest; null when the run kept none. */
  predictions: z
    .object({
      file: z.string().regex(/^[0-9a-f]{64}\.predictions\.jsonl$/),
      sha256: sha256Schema,
      /** What the run was measured on: `records/store/examples-digest.ts`. Null where it kept predictions of neither test nor validation. */
      examples: sha256Schema.nullable().default(null),
      /** By class index, where they have names. */
      classNames: z.array(z.string().max(MAX_CLASS_NAME_CHARS)).max(MAX_CLASS_NAMES).optional(),
    })
    .nullable(),
  /** What the run found out about its data, where it looked. Modules look under their first seed. */
  data: dataEvidenceSchema.optional(),
  /** Trainable parameters of the model, when known. */
  parameters: z.number().int().min(0).nullable(),
  /** What trained: program, backend and versions. Names and short strings, e.g. `{ backend: 'wasm', node: 'v24.1.0' }`. */
  environment: namedValues(z.string().max(MAX_ENVIRONMENT_CHARS), MAX_ENVIRONMENT_ENTRIES),
  /** SHA-256 (hex) of what was installed where the run was started (`train/setup/versions.ts`). Absent where nobody asked. */
  versions: sha256Schema.optional(),
  /** Trained with shortcuts: how many runs its process had trained before it. Absent where it took none. */
  shortcuts: z.number().int().min(0).max(1e6).optional(),
  /** What the run cost. The only part of a record that may differ between two runs of one fingerprint and the same versions. */
  cost: z.object({
    /** Measured by who started the run, never stated by it. */
    wallSeconds: z.number().min(0).max(MAX_SECONDS),
    cpuSeconds: z.number().min(0).max(MAX_SECONDS).nullable(),
    peakMemoryBytes: z.number().min(0).max(MAX_MEMORY_BYTES).nullable(),
    /** Its processor, written by who started the run. */
    machine: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    /** Name of the host, and its GPUs with their driver, by the same; absent where there are none. */
    node: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    gpu: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    driver: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    /** The UTC day on which it ended. */
    day: z.iso.date().optional(),
    /** What one prediction takes once the model is trained; null or absent where the run does not say. */
    inferenceSeconds: z.number().min(0).max(MAX_SECONDS).nullish(),
  }),
});
export type RunRecord = z.infer<typeof runRecordSchema>;
