/** Ray Tune: `result.json` (lines of JSON) and `progress.csv` of a trial, which say the same. What a trial reports is what trials are chosen by. */
import { posix } from 'node:path';
import { readHeader } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { objectsIn, readObjects } from '../../files/json-lines.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import type { StepLog } from '../../steps/step-log.ts';

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
    if (baseName === 'result.json') {
      const [first = {}] = objectsIn(head);
      return MARKS.every((mark) => mark in first);
    }
    return baseName === 'progress.csv' && MARKS.every((mark) => readHeader(head).names.includes(mark));
  },
  read: async ({ path, name: file, baseName, head, all }, findings, steps) => {
    const log = steps.of('Ray Tune', posix.dirname(file));
    if (baseName === 'result.json') {
      for await (const { object, place } of readObjects(path, file, findings.warn)) {
        for (const [key, value] of Object.entries(object)) add(log, key, object[AXIS], value, place);
      }
      return;
    }
    if (all.has(posix.join(posix.dirname(file), 'result.json'))) return;
    const { names, delimiter } = readHeader(head);
    const axisAt = names.indexOf(AXIS);
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, findings.warn)) {
      if (line === 1) continue;
      for (const [at, key] of names.entries()) {
        add(log, key, parseCell(cells[axisAt] ?? ''), parseCell(cells[at] ?? ''), { file, line });
      }
    }
  },
};

function add(
  log: StepLog,
  key: string,
  step: unknown,
  value: unknown,
  place: { file: string; line: number | null },
): void {
  if (BOOKKEEPING.test(key) || typeof step !== 'number') return;
  log.state(log.series(key, place.file, 'validation'), step, value, key, place);
}
