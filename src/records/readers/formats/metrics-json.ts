/** `metrics.json`: the final metrics, flat or by split, and whatever else a run has to say about itself. */
import { z } from 'zod';
import { nameSchema } from '../../../config/names.ts';
import { isObject } from '../../json.ts';
import {
  MAX_ENVIRONMENT_CHARS,
  MAX_MEMORY_BYTES,
  MAX_MESSAGE_CHARS,
  MAX_SECONDS,
  MAX_SLICES,
  type RunRecord,
  type Split,
} from '../../record.ts';
import { readJsonObject } from '../files/json-file.ts';
import type { RunReader } from '../files/run-file.ts';
import type { Findings, StatedCost } from '../findings.ts';
import { splitFlatName, splitOfWord } from '../flat-names.ts';
import { toNumber } from '../numbers.ts';
import { show, UnreadableRunError } from '../unreadable-run-error.ts';
import { hasCurve } from './dvclive.ts';

export const metricsJson: RunReader = {
  format: 'metrics.json',
  accepts: ({ baseName }) => baseName === 'metrics.json',
  read: async ({ path, name: file }, findings) => {
    const object = await readJsonObject(path, file, '{"accuracy": 0.9}');
    const { status, failure, parameters, environment, cost, slices, ...values } = object;
    // DVCLive repeats here what it logged by step: under a name without a split that is training, in both places.
    for (const [key, value] of Object.entries(values)) {
      readFinalMetrics({ [key]: value }, file, findings, hasCurve(file, key, findings) ? 'train' : 'test');
    }
    if (slices !== undefined) findings.slices = readSlices(slices, file, findings);
    if (parameters !== undefined) {
      findings.parameters = parseField(z.number().int().min(0).nullable(), parameters, 'parameters', file);
    }
    if (environment !== undefined) findings.environment = parseEnvironment(environment, file);
    if (cost !== undefined) findings.cost = parseCost(cost, file);
    readStatus(status, failure, file, findings);
  },
};

/** Where a run was when it wrote them: DVCLive and Hugging Face put it beside the metrics. */
export const COUNTERS: ReadonlySet<string> = new Set(['step', 'epoch']);

export function readFinalMetrics(
  values: Readonly<Record<string, unknown>>,
  file: string,
  findings: Findings,
  fallback: Split = 'test',
): void {
  for (const [key, value] of Object.entries(values)) {
    if (!COUNTERS.has(key) || findings.declared.has(key)) readMetrics(key, value, file, findings, fallback);
  }
}

/** One metric (`val_loss`), or a split with its metrics (`"validation": {"loss": …}`). */
function readMetrics(key: string, value: unknown, file: string, findings: Findings, fallback: Split): void {
  const place = { file, line: null };
  const split = splitOfWord(key);
  if (split !== null && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      findings.add(findings.metrics[split], name, inner, `${key}.${name}`, place);
    }
    return;
  }
  const target = splitFlatName(key, fallback, findings.declared);
  findings.add(findings.metrics[target.split], target.name, value, key, place);
}

/** A metric of a slice may be undefined (AUROC with one class in it), which says nothing about the run: it is left out. */
function readSlices(value: unknown, file: string, findings: Findings): RunRecord['slices'] {
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
      const number = toNumber(stated);
      if (typeof number === 'number' && Number.isFinite(number)) return [[name, number] as const];
      findings.warn(`${file}: slices.${slice}.metrics.${name} is ${show(stated)} and was left out`);
      return [];
    });
    return [slice, { examples, metrics: Object.fromEntries(finite) }] as const;
  });
  return Object.fromEntries(entries);
}

function readStatus(status: unknown, failure: unknown, file: string, findings: Findings): void {
  const stated = parseField(z.enum(['ok', 'diverged', 'crashed']).nullish(), status, 'status', file) ?? 'ok';
  const reason =
    parseField(z.string().nullish(), failure, 'failure', file) ?? `${file} says that the run ${stated}`;
  if (stated === 'diverged') findings.diverge(reason.slice(0, MAX_MESSAGE_CHARS));
  if (stated === 'crashed') findings.crash(reason.slice(0, MAX_MESSAGE_CHARS));
}

/** What it says is for the reader alone, so numbers are welcome and long texts are cut. */
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
  const [issue] = parsed.error.issues;
  const path = [key, ...(issue?.path ?? [])].join('.');
  throw new UnreadableRunError(`${file}: ${path}: ${issue?.message ?? 'not allowed'}, found ${show(value)}`);
}
