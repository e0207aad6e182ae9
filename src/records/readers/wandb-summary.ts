/** Weights & Biases: `files/wandb-summary.json`, the last value of everything that was logged. */
import { readJsonObject } from './json-file.ts';
import { readFinalMetrics } from './metrics-json.ts';
import type { RunReader } from './run-file.ts';

export const wandbSummary: RunReader = {
  format: 'wandb-summary.json',
  accepts: ({ baseName }) => baseName === 'wandb-summary.json',
  read: async ({ path, name: file }, findings) => {
    const summary = await readJsonObject(path, file, '{"val/loss": 0.5}');
    // _step, _runtime, _timestamp: when, not how good.
    const metrics = Object.entries(summary).filter(([key]) => !key.startsWith('_'));
    readFinalMetrics(Object.fromEntries(metrics), file, findings);
  },
};
