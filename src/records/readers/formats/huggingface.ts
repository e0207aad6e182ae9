/**
 * Hugging Face's Trainer: `trainer_state.json` with the history, and the results that `save_metrics` writes.
 */
import { readdir } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { isObject } from '../../json.ts';
import type { Split } from '../../record.ts';
import { readJsonObject } from '../files/json-file.ts';
import type { RunReader } from '../files/run-file.ts';
import type { Findings } from '../findings.ts';
import { parseFlatName, splitOfWord } from '../flat-names.ts';
import { toNumber } from '../numbers.ts';
import { show, UnreadableRunError } from '../unreadable-run-error.ts';
import { readFinalMetrics } from './metrics-json.ts';

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
  accepts: ({ baseName }) => RESULTS.test(baseName),
  read: async ({ path, baseName, name: file }, findings) => {
    const values = withoutBookkeeping(await readResults(path, file));
    const split = splitOfWord(RESULTS.exec(baseName)?.[1] ?? '');
    if (split !== null) return readFinalMetrics(values, file, findings, split);
    const known = await namesOfParts(dirname(path));
    const own = Object.entries(values).filter(
      ([key]) => parseFlatName(key).split !== null || !known.has(key),
    );
    readFinalMetrics(Object.fromEntries(own), file, findings, evaluatedSplit(values));
  },
};

const PARTS = ['train', 'eval', 'test', 'predict'] as const;
const RESULTS = new RegExp(`^(all|${PARTS.join('|')})_results\\.json$`);

function readResults(path: string, file: string): Promise<Record<string, unknown>> {
  return readJsonObject(path, file, '{"eval_loss": 0.5}');
}

/**
 * `save_metrics("eval", …)` writes the same to eval_results.json, which says what split a name such as `perplexity` is of, and
 * to all_results.json, which does not.
 */
async function namesOfParts(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const present = new Set(entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
  const parts = PARTS.map((part) => `${part}_results.json`).filter((name) => present.has(name));
  const values = await Promise.all(parts.map((name) => readResults(join(folder, name), name)));
  return new Set(values.flatMap((part) => Object.keys(part)));
}

/** Of all results in one file, those without a split are taken for what was evaluated on the way: it is not the test. */
function evaluatedSplit(values: Readonly<Record<string, unknown>>): Split {
  return Object.keys(values).some((key) => parseFlatName(key).split === 'validation') ? 'validation' : 'test';
}

function readEntry(entry: unknown, index: number, file: string, findings: Findings): void {
  // The last entry sums up the training; its loss is the mean over all of it.
  if (!isObject(entry) || 'train_runtime' in entry) return;
  const { step, epoch, ...values } = entry;
  if (typeof step !== 'number' || !Number.isFinite(step)) {
    throw new UnreadableRunError(`${file}: log_history[${index}].step must be a number, found ${show(step)}`);
  }
  const log = findings.stepLogs.of(TOOL, posix.dirname(file));
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
