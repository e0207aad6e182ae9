import { z } from 'zod';
import { VERDICTS } from '../../analysis/compare/comparison.ts';
import { meanOverRuns } from '../../checks/mean-over-runs.ts';
import { mean } from '../../stats/describe.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import { renderTitle } from '../title.ts';
import { valuesOf } from '../view.ts';

export const HISTORY_SCHEMA = 'conclusive.history/1';
const MAX_ENTRIES = 200;
const MAX_METRICS = 12;
const MAX_MODELS = 20;
const TREND_LEVEL = 0.95;

const MAX_CHARS = 1000;
const text = z.string().max(MAX_CHARS);
const number = z.number().nullable();
const pointSchema = z.object({
  model: text,
  mean: z.number(),
  low: number.describe('Of the 95 % interval of the mean over seeds; null with a single run.'),
  high: number,
  runs: z.number(),
});
const entrySchema = z.object({
  commit: z.string().regex(/^[0-9a-f]{7,64}$/),
  at: z.iso.datetime(),
  verdict: z.enum(VERDICTS),
  headline: text,
  metrics: z
    .array(
      z.object({
        name: text,
        direction: z.enum(['maximize', 'minimize']),
        unit: z.enum(['percent', 'none']),
        models: z.array(pointSchema).max(MAX_MODELS),
      }),
    )
    .max(MAX_METRICS),
});
export type HistoryEntry = z.infer<typeof entrySchema>;

/** Untrusted: others can write to the branch that holds it. Oldest entry first. */
export const historySchema = z.object({
  schema: z.literal(HISTORY_SCHEMA),
  config: text,
  entries: z.array(entrySchema).max(MAX_ENTRIES),
});
export type History = z.infer<typeof historySchema>;

/** Replaces the entry of the same commit; drops the oldest above the maximum. */
export function withEntry(history: History, entry: HistoryEntry): History {
  const others = history.entries.filter(({ commit }) => commit !== entry.commit);
  const entries = [...others, entry].sort((a, b) => a.at.localeCompare(b.at)).slice(-MAX_ENTRIES);
  return { ...history, entries };
}

export function entryOf(result: ExperimentResult, commit: string, at: Date): HistoryEntry {
  const primary = result.metrics.filter(({ role }) => role === 'primary').slice(0, MAX_METRICS);
  return {
    commit,
    at: at.toISOString(),
    verdict: result.verdict,
    headline: renderTitle(result).slice(0, MAX_CHARS),
    metrics: primary.map(({ name, direction, unit }) => ({
      name: name.slice(0, MAX_CHARS),
      direction,
      unit,
      models: result.models.slice(0, MAX_MODELS).flatMap((model) => {
        const values = valuesOf(model, name)
          .map(({ value }) => value)
          .filter(Number.isFinite);
        return values.length === 0 ? [] : [{ model: model.name.slice(0, MAX_CHARS), ...meanOf(values) }];
      }),
    })),
  };
}

function meanOf(values: readonly number[]): Omit<z.infer<typeof pointSchema>, 'model'> {
  const { low, high } = meanOverRuns(values, TREND_LEVEL)?.interval ?? { low: null, high: null };
  return { mean: mean(values), low, high, runs: values.length };
}
