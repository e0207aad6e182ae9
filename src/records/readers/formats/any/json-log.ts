import { isJsonLines, someObject } from '../../files/json-lines.ts';
import { finiteOrNull } from '../../numbers.ts';
import { jsonRows, readByEpoch, readByStep } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName, isStepName } from '../../steps/axis-names.ts';

/** A line may state step and epoch; if every line states the step, `stepJsonLines` reads the file. */
export const jsonLinesLog: RunReader = {
  format: '*.jsonl with one epoch per line',
  documented: [
    'any | `*.jsonl`, `*.csv` | `train_loss`, `val_loss` | see [the command protocol](command-protocol.md) | `epoch`, else `step`, `global_step` or `iteration`, in upper or lower case',
  ],
  accepts: ({ name, head }) =>
    isJsonLines(name) &&
    someObject(head, (object) => {
      const keys = Object.keys(object);
      return keys.some(isEpochName) && !keys.some(isStepName);
    }),
  read: (file, run) => readByEpoch(jsonRows(file, run), file.name, run),
};

export const stepJsonLines: RunReader = {
  format: '*.jsonl with one step per line',
  // Protocols of agents have named steps and are no logs.
  accepts: ({ name, head }) =>
    isJsonLines(name) &&
    someObject(head, (object) => finiteOrNull(object[Object.keys(object).find(isStepName) ?? '']) !== null),
  read: (file, run) =>
    readByStep(jsonRows(file, run), file.name, run, { tool: 'JSON lines by step', needsSteps: false }),
};
