/**
 * Hugging Face's Trainer: `trainer_state.json` with the history, and the results that `save_metrics` writes.
 */
import { isObject } from '../json.ts';
import type { Findings } from './findings.ts';
import { readJsonObject } from './json-file.ts';
import { readFinalMetrics } from './metrics-json.ts';
import { toNumber } from './numbers.ts';
import type { RunReader } from './run-file.ts';
import { show, UnreadableRunError } from './unreadable-run-error.ts';

const TOOL = 'Hugging Face';

export const trainerState: RunReader = {
  format: 'trainer_state.json',
  accepts: ({ baseName }) => baseName === 'trainer_state.json',
  read: async ({ path, name: file }, findings) => {
    const { log_history: history } = await readJsonObject(path, file, '{"log_history": []}');
    if (!Array.isArray(history)) {
      throw new UnreadableRunError(`${file}: log_history must be a list, found ${show(history)}`);
    }
    for (const [index, entry] of history.entries()) readEntry(entry, index, file, findings);
  },
};

export const trainerResults: RunReader = {
  format: 'all_results.json',
  accepts: ({ baseName }) => /^(all|train|eval|test|predict)_results\.json$/.test(baseName),
  read: async ({ path, name: file }, findings) => {
    const values = await readJsonObject(path, file, '{"eval_loss": 0.5}');
    readFinalMetrics(withoutBookkeeping(values), file, findings);
  },
};

function readEntry(entry: unknown, index: number, file: string, findings: Findings): void {
  // The last entry sums up the training; its loss is the mean over all of it.
  if (!isObject(entry) || 'train_runtime' in entry) return;
  const { step, epoch, ...values } = entry;
  if (typeof step !== 'number' || !Number.isFinite(step)) {
    throw new UnreadableRunError(`${file}: log_history[${index}].step must be a number, found ${show(step)}`);
  }
  const log = findings.stepLog(TOOL);
  if (typeof epoch === 'number') log.setEpoch(step, epoch);
  for (const [key, value] of Object.entries(withoutBookkeeping(values))) {
    const series = log.series(key, 'train', file, findings);
    const number = toNumber(value);
    if (typeof number === 'number') log.add(series, step, number);
    else findings.add(new Map(), series.name, value, `log_history[${index}].${key}`, { file, line: null });
  }
}

/** Speed and size of a run are no metrics of its model, and differ between two runs that are otherwise the same. */
const BOOKKEEPING =
  /(^|_)(runtime|samples_per_second|steps_per_second|tokens_per_second|jit_compilation_time|mem_\w+)$|^(learning_rate|grad_norm|total_flos|(train|eval|predict|test)_samples|num_input_tokens_seen)$/;

function withoutBookkeeping(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !BOOKKEEPING.test(key)));
}
