/** `metrics.json`: final metrics, flat or by split, with slices, status, parameters, environment and cost. */
import { z } from 'zod';
import { nameSchema } from '../../../../config/names.ts';
import { firstIssue } from '../../../first-issue.ts';
import { isHardwareName } from '../../../hardware-names.ts';
import {
  MAX_ENVIRONMENT_CHARS,
  MAX_MEMORY_BYTES,
  MAX_MESSAGE_CHARS,
  MAX_SECONDS,
  MAX_SLICES,
  type RunRecord,
} from '../../../record.ts';
import { requireJsonObject } from '../../files/json-file.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { splitOfPath } from '../../flat-names.ts';
import { finiteOrNull } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues, StatedCost } from '../../run-values.ts';
import { show, UnreadableRunError } from '../../unreadable-run-error.ts';

export const metricsJson: RunReader = {
  format: 'metrics.json',
  documented: [
    'any | `metrics.json` | final `train_loss`, `val_loss` | see [the command protocol](command-protocol.md) |',
  ],
  accepts: ({ baseName }) => baseName === 'metrics.json',
  read: async (runFile, run) => {
    const { name: file } = runFile;
    const { facts } = run;
    const object = requireJsonObject(runFile, '{"accuracy": 0.9}');
    const { status, failure, parameters, environment, cost, slices, ...values } = object;
    for (const [key, value] of Object.entries(values))
      addFinalMetric(run, file, key, value, splitOfPath(file) ?? 'test');
    if (slices !== undefined) facts.slices = readSlices(slices, file, run);
    const counted = Object.entries(values).find(([name, value]) => PARAMETERS.test(name) && isCount(value));
    if (parameters === undefined && counted !== undefined) facts.parameters = counted[1] as number;
    if (parameters !== undefined) {
      facts.parameters = parseField(z.number().int().min(0).nullable(), parameters, 'parameters', file);
    }
    facts.environment = hardwareIn(values);
    if (environment !== undefined) Object.assign(facts.environment, parseEnvironment(environment, file));
    if (cost !== undefined) facts.cost = parseCost(cost, file);
    readStatus(status, failure, file, run);
  },
};

const PARAMETERS =
  /^(n|num|total|trainable|num_trainable|n_trainable)_(params|parameters|weights)$|^(params|param_count|parameter_count)$/;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Undefined metrics of a slice, such as AUROC with one class, are dropped. */
function readSlices(value: unknown, file: string, run: RunValues): RunRecord['slices'] {
  const schema = z.record(
    nameSchema,
    z.object({ examples: z.number().int().min(0), metrics: z.record(nameSchema, z.unknown()) }),
  );
  const slices = parseField(schema, value, 'slices', file);
  if (Object.keys(slices).length > MAX_SLICES) {
    throw new UnreadableRunError(`${file}: slices must hold at most ${MAX_SLICES} names`);
  }
  const entries = Object.entries(slices).map(([slice, { examples, metrics }]) => {
    const finite = Object.entries(metrics).flatMap(([name, stated]) => {
      const number = finiteOrNull(stated);
      if (number !== null) return [[name, number] as const];
      run.warn(`${file}: slices.${slice}.metrics.${name} is ${show(stated)} and was left out`);
      return [];
    });
    return [slice, { examples, metrics: Object.fromEntries(finite) }] as const;
  });
  return Object.fromEntries(entries);
}

function readStatus(status: unknown, failure: unknown, file: string, run: RunValues): void {
  const stated = parseField(z.enum(['ok', 'diverged', 'crashed']).nullish(), status, 'status', file) ?? 'ok';
  const reason =
    parseField(z.string().nullish(), failure, 'failure', file) ?? `${file} says that the run ${stated}`;
  if (stated === 'diverged') run.diverge(reason.slice(0, MAX_MESSAGE_CHARS));
  if (stated === 'crashed') run.crash(reason.slice(0, MAX_MESSAGE_CHARS));
}

function hardwareIn(values: Readonly<Record<string, unknown>>): RunRecord['environment'] {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) =>
      isHardwareName(name) && typeof text === 'string' ? [[name, text.slice(0, MAX_ENVIRONMENT_CHARS)]] : [],
    ),
  );
}

/** Only shown to readers, so numbers are accepted and long texts are cut. */
function parseEnvironment(value: unknown, file: string): RunRecord['environment'] {
  const schema = z.record(nameSchema, z.union([z.string(), z.number(), z.boolean(), z.null()]));
  const entries = Object.entries(parseField(schema, value, 'environment', file));
  return Object.fromEntries(
    entries.slice(0, 100).map(([name, text]) => [name, String(text).slice(0, MAX_ENVIRONMENT_CHARS)]),
  );
}

function parseCost(value: unknown, file: string): StatedCost {
  const amount = (maximum: number) => z.number().min(0).max(maximum).nullish();
  const schema = z.object({
    cpuSeconds: amount(MAX_SECONDS),
    peakMemoryBytes: amount(MAX_MEMORY_BYTES),
    inferenceSeconds: amount(MAX_SECONDS),
  });
  const stated = Object.entries(parseField(schema, value, 'cost', file));
  return Object.fromEntries(stated.filter(([, amount]) => typeof amount === 'number'));
}

function parseField<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  key: string,
  file: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableRunError(`${file}: ${firstIssue(parsed.error, key)}, found ${show(value)}`);
}
