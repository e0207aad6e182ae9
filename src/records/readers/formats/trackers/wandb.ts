/** Weights & Biases: `offline-run-*\/run-*.wandb` with the history and the summary of a run. */
import { posix } from 'node:path';
import { parseWandbEntry } from '../../files/wandb-entry.ts';
import { isWandbRun, readWandbRecords } from '../../files/wandb-records.ts';
import { addFinalMetrics } from '../../final-metrics.ts';
import { toNumber } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import type { StepLogs } from '../../steps/step-logs.ts';

export const wandbRun: RunReader = {
  format: '*.wandb (Weights & Biases)',
  documented: [
    'Weights & Biases | `run-*.wandb`, written online and offline | `train/loss`, `val/loss` | values set in the summary are final | `epoch` if logged, else the step',
  ],
  accepts: ({ baseName }) => isWandbRun(baseName),
  read: async ({ path, name: file }, findings, steps) => {
    const { records, isWhole } = await readWandbRecords(path, file);
    if (!isWhole) findings.warn(`${file}: the last record is incomplete and was left out`);
    const logged = new Set<string>();
    const summary = new Map<string, unknown>();
    for (const record of records) {
      const entry = parseWandbEntry(record, file);
      addHistory(entry.history, logged, file, steps);
      for (const [key, value] of entry.summary) summary.set(key, value);
    }
    // What was logged by step is in the summary once more.
    const own = [...summary].filter(([key]) => !key.startsWith('_') && !logged.has(key));
    addFinalMetrics(Object.fromEntries(own), file, findings);
  },
};

function addHistory(
  values: ReadonlyMap<string, unknown>,
  logged: Set<string>,
  file: string,
  steps: StepLogs,
): void {
  const step = values.get('_step');
  if (typeof step !== 'number') return;
  const log = steps.of('Weights & Biases', posix.dirname(file));
  for (const [key, stated] of values) {
    if (key.startsWith('_')) continue;
    logged.add(key);
    const value = toNumber(stated);
    if (typeof value === 'number') log.add(log.series(key, file), step, value);
  }
}
