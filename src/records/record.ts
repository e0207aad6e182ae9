/**
 * The run record, `conclusive.run/1`: the result of training one model with one seed. Records may come from a pull
 * request's code, so this schema is a security boundary: it bounds sizes, requires finite numbers and refuses
 * prototype keys.
 */
import { z } from 'zod';
import { namedValues, nameSchema, paramsSchema } from '../config/names.ts';
import { dataEvidenceSchema } from './data/evidence-schema.ts';

/**
 * Version of the readers, scores and digests. It is part of a run's fingerprint: raise it with every change after
 * which the same output gives another record.
 */
export const RECORD_REVISION = 11;

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
/** More classes are identified by index. */
export const MAX_CLASS_NAMES = 200;
export const MAX_CLASS_NAME_CHARS = 60;
export const ORIGINS = ['stated', 'last', 'best', 'best-validation', 'computed'] as const;
/** Runs state costs, which are summed: absurd values must not drown the rest. */
export const MAX_SECONDS = 1e8;
export const MAX_MEMORY_BYTES = 1e15;
const MAX_DOLLARS = 1e9;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const commitSchema = z.string().regex(/^[0-9a-f]{40,64}$/);
const seedSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Zod's numbers are finite. */
const metricValuesSchema = namedValues(z.number(), MAX_METRICS);
export type MetricValues = Readonly<Record<string, number>>;

const originSchema = z.object({
  /** Path in the run directory without random parts; `stdout` for printed values. */
  file: z.string().max(MAX_ORIGIN_CHARS),
  key: z.string().max(MAX_ORIGIN_CHARS),
  /** A final value; the last of a curve; the best by validation, as the config asks; computed from predictions. */
  at: z.enum(ORIGINS),
  of: z.number().int().min(1).optional(),
  /** Set if the program selected the value: by its name, or because it is the best but not the last of its curve. */
  selected: z.enum(['name', 'curve']).optional(),
  /** Set if it is the best and the last value of its curve. */
  isBest: z.literal(true).optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** Loss and metrics of one epoch on training and validation. */
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

/** Unknown keys are dropped, so that records of later versions stay readable. */
export const runRecordSchema = z.object({
  schema: z.literal(RUN_SCHEMA),
  /** SHA-256 (hex) over everything that decides the content: see `plan/runs/fingerprint.ts`. */
  fingerprint: sha256Schema,
  model: nameSchema,
  /** Left out where the experiment has one task. */
  task: nameSchema.optional(),
  seed: seedSchema,
  /** Seeds by source of randomness if they differ, as in variance decomposition. */
  seeds: z.object({ init: seedSchema, order: seedSchema, data: seedSchema }).optional(),
  params: paramsSchema,
  /** Commit of the code; null for uncommitted changes or no git. */
  commit: commitSchema.nullable(),
  status: z.enum(RUN_STATUSES),
  /** Why the run failed, with the end of its output. */
  failure: z.string().max(MAX_MESSAGE_CHARS).nullable(),
  /** The metric that was not finite; null if unknown or not diverged. */
  divergedBy: nameSchema.nullable().default(null),
  curves: z
    .array(epochSchema)
    .max(MAX_EPOCHS)
    .refine(isAscending, 'must have each epoch once, in ascending order'),
  /** Final metrics by split; `test` decides if present. */
  metrics: z.partialRecord(z.enum(SPLITS), metricValuesSchema),
  /** Sources of final and curve values. Absent for tables of results. */
  origins: z.partialRecord(z.enum(SPLITS), namedValues(originSchema, MAX_METRICS)).optional(),
  warnings: z.array(z.string().max(MAX_MESSAGE_CHARS)).max(MAX_WARNINGS).optional(),
  slices: namedValues(sliceSchema, MAX_SLICES),
  /** Predictions next to the record, with their digest; null for none. */
  predictions: z
    .object({
      file: z.string().regex(/^[0-9a-f]{64}\.predictions\.jsonl$/),
      sha256: sha256Schema,
      /**
       * Digest of the examples: `records/store/examples-digest.ts`. Null without predictions of test or validation.
       */
      examples: sha256Schema.nullable().default(null),
      classNames: z.array(z.string().max(MAX_CLASS_NAME_CHARS)).max(MAX_CLASS_NAMES).optional(),
    })
    .nullable(),
  /** Data evidence that the run reported. Modules report it for their first seed. */
  data: dataEvidenceSchema.optional(),
  parameters: z.number().int().min(0).nullable(),
  /** Program, backend and versions, e.g. `{ backend: 'wasm', node: 'v24.1.0' }`. */
  environment: namedValues(z.string().max(MAX_ENVIRONMENT_CHARS), MAX_ENVIRONMENT_ENTRIES),
  /** SHA-256 (hex) of the installed packages (`train/setup/versions.ts`), if recorded. */
  versions: sha256Schema.optional(),
  /** Absent if the run took no shortcuts. */
  shortcuts: z
    .object({
      /** A random name; '' if each run had its own. */
      process: z.string().max(100),
      /** How many runs the process had trained before it. */
      earlier: z.number().int().min(0).max(1e6),
      /** A plain repeat of the last run of the process gave the same bytes. */
      isConfirmed: z.literal(true).optional(),
    })
    .optional(),
  /** Cost, the only part that may differ between runs of equal fingerprint and versions. */
  cost: z.object({
    /** Measured, never stated by the run. */
    wallSeconds: z.number().min(0).max(MAX_SECONDS),
    cpuSeconds: z.number().min(0).max(MAX_SECONDS).nullable(),
    peakMemoryBytes: z.number().min(0).max(MAX_MEMORY_BYTES).nullable(),
    /** Processor, recorded by the starting process. */
    machine: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    /** Host, GPUs and driver, recorded by the starting process. */
    node: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    gpu: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    driver: z.string().max(MAX_ENVIRONMENT_CHARS).optional(),
    day: z.iso.date().optional(),
    /** US dollars for the answers of an evaluation, if its log says. */
    dollars: z.number().min(0).max(MAX_DOLLARS).optional(),
    /** Time of one prediction of the trained model, if stated. */
    inferenceSeconds: z.number().min(0).max(MAX_SECONDS).nullish(),
  }),
});
export type RunRecord = z.infer<typeof runRecordSchema>;
