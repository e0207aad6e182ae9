import { posix } from 'node:path';
import { parseWandbEntry } from '../../files/wandb-entry.ts';
import { isWandbRun, readWandbRecords } from '../../files/wandb-records.ts';
import { addFinalMetrics } from '../../final-metrics.ts';
import { toNumber } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';

export const wandbRun: RunReader = {
  format: '*.wandb (Weights & Biases)',
  documented: [
    'Weights & Biases | `run-*.wandb`, written online and offline | `train/loss`, `val/loss` | values set in the summary are final | `epoch` if logged, else the step',
  ],
  accepts: ({ baseName }) => isWandbRun(baseName),
  read: async ({ path, name: file }, run) => {
    const { records, isWhole } = await readWandbRecords(path, file);
    if (!isWhole) run.warn(`${file}: the last record is incomplete and was left out`);
    const logged = new Set<string>();
    const summary = new Map<string, unknown>();
    for (const record of records) {
      const entry = parseWandbEntry(record, file);
      addHistory(run, file, entry.history, logged);
      for (const [key, value] of entry.summary) summary.set(key, value);
    }
    // The summary repeats what was logged by step.
    const own = [...summary].filter(([key]) => !key.startsWith('_') && !logged.has(key));
    addFinalMetrics(run, file, Object.fromEntries(own));
  },
};

function addHistory(
  run: RunValues,
  file: string,
  values: ReadonlyMap<string, unknown>,
  logged: Set<string>,
): void {
  const step = values.get('_step');
  if (typeof step !== 'number') return;
  const log = run.steps('Weights & Biases', posix.dirname(file));
  for (const [key, stated] of values) {
    if (key.startsWith('_')) continue;
    logged.add(key);
    const value = toNumber(stated);
    if (typeof value === 'number') log.add(log.series(key, file), step, value);
  }
}
