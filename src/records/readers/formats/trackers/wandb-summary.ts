/**
 * Weights & Biases: `files/wandb-summary.json`, the last value of everything that was logged or set as final. It does not say
 * which is which. The `run-*.wandb` in the folder above does, and holds the summary as well: where that is, it alone is read.
 */
import { dirname, join } from 'node:path';
import { listFolder, sizeOfFile } from '../../../../files/open-file.ts';
import { requireJsonObject } from '../../files/json-file.ts';
import { FILE_HEADER_BYTES, isWandbRun } from '../../files/wandb-records.ts';
import { addFinalMetrics, COUNTERS } from '../../final-metrics.ts';
import { parseFlatName } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';

const MAX_NAMED = 5;

export const wandbSummary: RunReader = {
  format: 'wandb-summary.json',
  documented: [
    'Weights & Biases | `wandb-summary.json`, if the folder above has no `run-*.wandb` | final values | without a prefix: test, with a warning |',
  ],
  accepts: ({ baseName }) => baseName === 'wandb-summary.json',
  read: async (runFile, findings) => {
    const { path, name: file } = runFile;
    const summary = requireJsonObject(runFile, '{"val/loss": 0.5}');
    if (file.includes('/') && holdsRun(dirname(dirname(path)))) return;
    // _step, _runtime, _timestamp: when, not how good.
    const metrics = Object.entries(summary).filter(([key]) => !key.startsWith('_'));
    const unsure = metrics.flatMap(([key, value]) =>
      typeof value === 'number' && !COUNTERS.has(key) && parseFlatName(key).split === null ? [key] : [],
    );
    if (unsure.length > 0) findings.warn(describeUnsure(unsure, file));
    addFinalMetrics(Object.fromEntries(metrics), file, findings);
  },
};

/** A run file that nothing was written to yet, as when its program was stopped, does not count. */
function holdsRun(folder: string): boolean {
  const runs = listFolder(folder).filter((entry) => entry.isFile() && isWandbRun(entry.name));
  return runs.some(({ name }) => sizeOfFile(join(folder, name)) > FILE_HEADER_BYTES);
}

function describeUnsure(names: readonly string[], file: string): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => JSON.stringify(name.slice(0, 100)));
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const [verb, count] = names.length === 1 ? ['names', 'counts'] : ['name', 'count'];
  return (
    `${file}: ${shown.join(', ')}${more} ${verb} no split and ${count} as test; without the run-*.wandb file it is unknown ` +
    'whether they come from training'
  );
}
