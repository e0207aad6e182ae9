import { z } from 'zod';
import type { Described } from '../config/described.ts';
import type { Metric } from '../config/file/normalise.ts';
import { reportedMetrics } from '../records/metrics/reported-metrics.ts';
import { ORIGINS, type RunRecord, SPLITS } from '../records/record.ts';
import { decidingSplit, recordsByModel } from './compare/samples.ts';

const valueSchema = z.object({
  metric: z.string(),
  split: z.enum(SPLITS),
  file: z.string().describe('Path in the run directory, without random parts; `stdout` for printed output.'),
  key: z.string().describe('Name of the value in the file.'),
  at: z.enum(ORIGINS),
  of: z.number().exactOptional().describe('Number of values in its longest curve.'),
  selected: z
    .enum(['name', 'curve'])
    .exactOptional()
    .describe(
      'The program chose it among several values. name: its name says so. curve: it is the best value of its curve, not the last.',
    ),
  models: z.array(z.string()),
  runs: z.number(),
});

export const valueSourcesSchema = z.object({
  values: z.array(valueSchema).describe('Where each metric was read; several entries if runs differ.'),
  unused: z
    .array(z.object({ split: z.enum(SPLITS), names: z.array(z.string()) }))
    .describe('Metrics that runs report but the config does not use.'),
  warnings: z
    .array(z.object({ model: z.string(), message: z.string(), runs: z.number() }))
    .describe('What was ignored, or contradicts itself, in the output of the runs.'),
});
export type ValueSources = Described<typeof valueSourcesSchema>;
type ValueSource = ValueSources['values'][number];

const MAX_WARNINGS = 50;
const MAX_UNUSED = 50;

/** @returns null for tables of results, which state no source */
export function valueSources(metrics: readonly Metric[], records: readonly RunRecord[]): ValueSources | null {
  const finished = records.filter(({ status }) => status === 'ok');
  if (!records.some(({ origins, warnings }) => origins !== undefined || warnings !== undefined)) return null;
  return {
    values: metrics.flatMap(({ name }) => sourcesOf(name, finished)),
    unused: unusedOf(metrics, finished),
    warnings: warningsOf(records),
  };
}

function sourcesOf(metric: string, records: readonly RunRecord[]): ValueSource[] {
  const split = decidingSplit(records, metric);
  if (split === null) return [];
  const found = new Map<string, { source: ValueSource; models: Set<string>; runs: number; most: number }>();
  for (const { model, origins } of records) {
    const known = origins?.[split];
    const origin = known !== undefined && Object.hasOwn(known, metric) ? known[metric] : undefined;
    if (origin === undefined) continue;
    const { file, key, at, selected } = origin;
    const id = JSON.stringify([file, key, at, selected]);
    const chosen = selected === undefined ? {} : { selected };
    const entry = found.get(id) ?? {
      source: { metric, split, file, key, at, ...chosen, models: [], runs: 0 },
      models: new Set<string>(),
      runs: 0,
      most: 0,
    };
    entry.models.add(model);
    entry.runs += 1;
    entry.most = Math.max(entry.most, origin.of ?? 0);
    found.set(id, entry);
  }
  return [...found.values()].map(({ source, models, runs, most }) => ({
    ...source,
    ...(most === 0 ? {} : { of: most }),
    models: [...models],
    runs,
  }));
}

function unusedOf(metrics: readonly Metric[], records: readonly RunRecord[]): ValueSources['unused'] {
  const used = new Set(metrics.map(({ name, from }) => from?.name ?? name));
  for (const { name } of metrics) used.add(name);
  const bySplit = SPLITS.map((split) => {
    const names = new Set(records.flatMap((record) => reportedMetrics(record).get(split) ?? []));
    return {
      split,
      names: [...names]
        .filter((name) => !used.has(name))
        .sort()
        .slice(0, MAX_UNUSED),
    };
  });
  return bySplit.filter(({ names }) => names.length > 0);
}

/** They are one if they differ only in numbers. */
function warningsOf(records: readonly RunRecord[]): ValueSources['warnings'] {
  return [...recordsByModel(records)]
    .flatMap(([model, own]) => {
      const told = new Map<string, { message: string; runs: number }>();
      for (const message of own.flatMap(({ warnings }) => [...new Set(warnings)])) {
        const key = message.replaceAll(/\d+(?:\.\d+)?/g, '#');
        const known = told.get(key);
        if (known === undefined) told.set(key, { message, runs: 1 });
        else known.runs += 1;
      }
      return [...told.values()].map((warning) => ({ model, ...warning }));
    })
    .slice(0, MAX_WARNINGS);
}

export function selectedNotices(sources: ValueSources | null): string[] {
  const chosen = sources?.values.filter(({ selected }) => selected !== undefined) ?? [];
  return chosen.map(({ metric, split, file, key, selected }) => {
    const what =
      selected === 'name'
        ? `${metric} is "${key}" of ${file}, which by its name is the best of several values on the ${split} split`
        : `${metric} is "${key}" of ${file}, which is the best value of its curve on the ${split} split, not the last`;
    const worth =
      split === 'test'
        ? 'A value chosen on the test set is too good; report the last one, or that of the best epoch on validation'
        : `A value chosen on the ${split} split is too good there; measure the chosen model on a test set`;
    return `${what}. ${worth}.`;
  });
}
