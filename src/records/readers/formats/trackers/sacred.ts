import { posix } from 'node:path';
import { isObject } from '../../../json.ts';
import { addFinalMetrics } from '../../final-metrics.ts';
import type { RunReader } from '../../run-reader.ts';

export const sacredMetrics: RunReader = {
  format: 'metrics.json of Sacred',
  documented: [
    'Sacred | `metrics.json` and `run.json` of `FileStorageObserver` | `training.loss`, `val_loss` | the result of the run is final: test | step',
  ],
  accepts: ({ json }) =>
    isObject(json) && Object.keys(json).length > 0 && Object.values(json).every(isSeries),
  read: async ({ json, name: file }, run) => {
    const log = run.steps('Sacred', posix.dirname(file));
    for (const [key, stated] of Object.entries(json as Record<string, Series>)) {
      const series = log.series(key, file);
      for (const [index, step] of stated.steps.entries())
        log.state(series, { step }, stated.values[index], { key: `${key}.values[${index}]` });
    }
  },
};

export const sacredRun: RunReader = {
  format: 'run.json of Sacred',
  accepts: ({ baseName, json }) =>
    baseName === 'run.json' && isObject(json) && 'heartbeat' in json && 'experiment' in json,
  read: async ({ json, name: file }, run) => {
    const { result } = json as Readonly<Record<string, unknown>>;
    if (isObject(result)) addFinalMetrics(run, file, result);
    else if (typeof result === 'number') addFinalMetrics(run, file, { result });
  },
};

interface Series {
  readonly steps: readonly number[];
  readonly values: readonly unknown[];
}

function isSeries(value: unknown): value is Series {
  return (
    isObject(value) &&
    Array.isArray(value.steps) &&
    value.steps.every((step) => typeof step === 'number' && Number.isFinite(step)) &&
    Array.isArray(value.values) &&
    value.values.length === value.steps.length
  );
}
