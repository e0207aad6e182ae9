/**
 * Ray Tune: `result.json` (lines of JSON), repeated in `progress.csv`. Trials are chosen by these values, so they are
 * validation.
 */
import { posix } from 'node:path';
import { readHeader } from '../../files/csv-header.ts';
import { objectsIn, readObjects } from '../../files/json-lines.ts';
import { csvRows } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import type { StepLog } from '../../steps/step-log.ts';
import type { FileLine } from '../../unreadable-run-error.ts';

const AXIS = 'training_iteration';
const MARKS = [AXIS, 'trial_id'] as const;
const BOOKKEEPING =
  /^(training_iteration|time_\w+|timestamp|date|done|pid|hostname|node_ip|trial_id|experiment_\w+|config(\/.*)?|iterations_since_restore|timesteps_\w+|episodes_total|warmup_time|checkpoint_dir_name)$/;

export const rayTune: RunReader = {
  format: 'result.json or progress.csv of Ray Tune',
  documented: [
    'Ray Tune | `result.json`, else `progress.csv`, of one trial | `train_loss`, `val_loss` | without a prefix: validation | `training_iteration`',
  ],
  accepts: ({ baseName, head }) => {
    if (baseName === 'progress.csv') return isProgress(head);
    const [first = {}] = baseName === 'result.json' ? objectsIn(head) : [];
    return MARKS.every((mark) => mark in first);
  },
  read: async (runFile, run) => {
    const { path, name: file, baseName } = runFile;
    const log = run.steps('Ray Tune', posix.dirname(file));
    if (baseName === 'result.json') {
      for await (const { object, place } of readObjects(path, file, run.warn)) {
        for (const [key, value] of Object.entries(object)) add(log, key, object[AXIS], value, place);
      }
      return;
    }
    for await (const { entries, place } of csvRows(runFile, run, (column) => column === AXIS)) {
      const step = entries.find(({ key }) => key === AXIS)?.value;
      for (const { key, value } of entries) add(log, key, step, value, place);
    }
  },
};

export const rayTuneRepeats: RunReader = {
  format: rayTune.format,
  accepts: ({ name, baseName, head, all }) =>
    baseName === 'progress.csv' &&
    isProgress(head) &&
    all.has(posix.join(posix.dirname(name), 'result.json')),
};

function isProgress(head: string): boolean {
  const { names } = readHeader(head);
  return MARKS.every((mark) => names.includes(mark));
}

function add(log: StepLog, key: string, step: unknown, value: unknown, place: FileLine): void {
  if (BOOKKEEPING.test(key) || typeof step !== 'number') return;
  log.state(log.series(key, place.file, 'validation'), { step }, value, { key, line: place.line });
}
