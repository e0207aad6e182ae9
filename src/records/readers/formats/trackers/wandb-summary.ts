/**
 * Weights & Biases: `files/wandb-summary.json`, which mixes last and final values. The `run-*.wandb` in the folder
 * above tells them apart, so it is read instead if it exists.
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
  read: async (runFile, run) => {
    const { path, name: file } = runFile;
    const summary = requireJsonObject(runFile, '{"val/loss": 0.5}');
    if (file.includes('/') && holdsRun(dirname(dirname(path)))) return;
    // Skips _step, _runtime and _timestamp.
    const metrics = Object.entries(summary).filter(([key]) => !key.startsWith('_'));
    const unsure = metrics.flatMap(([key, value]) =>
      typeof value === 'number' && !COUNTERS.has(key) && parseFlatName(key).split === null ? [key] : [],
    );
    if (unsure.length > 0) run.warn(describeUnsure(unsure, file));
    addFinalMetrics(run, file, Object.fromEntries(metrics));
  },
};

/** An empty run file, as a stopped program leaves it, does not count. */
function holdsRun(folder: string): boolean {
  const runs = listFolder(folder).filter((entry) => entry.isFile() && isWandbRun(entry.name));
  return runs.some(({ name }) => sizeOfFile(join(folder, name)) > FILE_HEADER_BYTES);
}

function describeUnsure(names: readonly string[], file: string): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => JSON.stringify(name.slice(0, 100)));
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const s = names.length === 1 ? 's' : '';
  return (
    `${file}: ${shown.join(', ')}${more} name${s} no split and count${s} as test; without the run-*.wandb file it is unknown ` +
    'whether they come from training'
  );
}
