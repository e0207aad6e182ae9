import { dirname, join, posix } from 'node:path';
import { listFolder } from '../../../../files/open-file.ts';
import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { readJson, requireJsonObject, requireObject } from '../../files/json-file.ts';
import { addFinalMetrics } from '../../final-metrics.ts';
import { parseFlatName, splitOfWord } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';
import { show, UnreadableRunError } from '../../unreadable-run-error.ts';

export const trainerState: RunReader = {
  format: 'trainer_state.json',
  documented: [
    'Hugging Face | `trainer_state.json` | `loss`, averaged up to each evaluation; `eval_loss` | `eval_accuracy` | `epoch` of each `step`',
  ],
  accepts: ({ baseName }) => baseName === 'trainer_state.json',
  read: async (runFile, run) => {
    const { name: file } = runFile;
    const { log_history: history } = requireJsonObject(runFile, '{"log_history": []}');
    if (!Array.isArray(history)) {
      throw new UnreadableRunError(`${file}: log_history must be a list, found ${show(history)}`);
    }
    for (const [index, entry] of history.entries()) readEntry(run, file, entry, index);
  },
};

export const trainerResults: RunReader = {
  format: 'all_results.json',
  documented: [
    'Hugging Face | `all_results.json` and its parts | final `train_loss`, `eval_loss` | `eval_…` is validation, `predict_…` and `test_…` are test; without a prefix: the split of the part (`eval_results.json`) that has it |',
  ],
  accepts: ({ baseName }) => RESULTS.test(baseName),
  read: async (runFile, run) => {
    const { path, baseName, name: file } = runFile;
    const values = withoutBookkeeping(requireJsonObject(runFile, EXAMPLE));
    const split = splitOfWord(RESULTS.exec(baseName)?.[1] ?? '');
    if (split !== null) return addFinalMetrics(run, file, values, split);
    const known = await namesOfParts(dirname(path));
    const own = Object.entries(values).filter(
      ([key]) => parseFlatName(key).split !== null || !known.has(key),
    );
    addFinalMetrics(run, file, Object.fromEntries(own), evaluatedSplit(values));
  },
};

const PARTS = ['train', 'eval', 'test', 'predict'] as const;
const RESULTS = new RegExp(`^(all|${PARTS.join('|')})_results\\.json$`);
const EXAMPLE = '{"eval_loss": 0.5}';

/**
 * `save_metrics("eval", …)` writes the same values to eval_results.json, which tells the split of a name such as
 * `perplexity`, and to all_results.json, which does not.
 */
async function namesOfParts(folder: string): Promise<ReadonlySet<string>> {
  const entries = listFolder(folder);
  const present = new Set(entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
  const parts = PARTS.map((part) => `${part}_results.json`).filter((name) => present.has(name));
  const values = await Promise.all(
    parts.map(async (name) => requireObject(await readJson(join(folder, name), name), name, EXAMPLE)),
  );
  return new Set(values.flatMap((part) => Object.keys(part)));
}

/** Values without a split belong to the evaluation during training, if there is one. */
function evaluatedSplit(values: Readonly<Record<string, unknown>>): Split {
  return Object.keys(values).some((key) => parseFlatName(key).split === 'validation') ? 'validation' : 'test';
}

function readEntry(run: RunValues, file: string, entry: unknown, index: number): void {
  // The last entry summarises the training; its loss is a mean over all of it.
  if (!isObject(entry) || 'train_runtime' in entry) return;
  const { step, epoch, ...values } = entry;
  if (typeof step !== 'number' || !Number.isFinite(step)) {
    throw new UnreadableRunError(`${file}: log_history[${index}].step must be a number, found ${show(step)}`);
  }
  const log = run.steps('Hugging Face', posix.dirname(file));
  if (typeof epoch === 'number') log.setEpoch(step, epoch);
  for (const [key, value] of Object.entries(withoutBookkeeping(values))) {
    log.state(log.series(key, file), { step }, value, { key: `log_history[${index}].${key}` });
  }
}

/** Speed and size are no metrics, and differ between equal runs. */
const BOOKKEEPING =
  /(^|_)(runtime|samples_per_second|steps_per_second|tokens_per_second|jit_compilation_time|mem_\w+)$|^(learning_rate|grad_norm|total_flos|(train|eval|predict|test)_samples|num_input_tokens_seen)$/;

function withoutBookkeeping(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !BOOKKEEPING.test(key)));
}
