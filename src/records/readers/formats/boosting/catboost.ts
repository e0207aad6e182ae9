/** CatBoost's `train_dir` (`catboost_info/`): one JSON log, repeated as tables and event files. */
import { posix } from 'node:path';
import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { requireJsonObject } from '../../files/json-file.ts';
import type { RunFile } from '../../files/run-file.ts';
import { parseFlatName } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';
import { show, UnreadableRunError } from '../../unreadable-run-error.ts';

const LOG = 'catboost_training.json';
const EXAMPLE = '{"meta": {"test_sets": ["test"]}, "iterations": []}';

/**
 * `test` is the `eval_set` that training watches, so it is validation. Of several sets (`test`, `test1`), the last one
 * counts, since the best iteration is chosen by it (CatBoost's reference, "get_best_iteration").
 */
export const catboost: RunReader = {
  format: `${LOG} (CatBoost)`,
  documented: [
    'CatBoost | `catboost_training.json` in `catboost_info` | the first metric that is minimized is also `loss` | `test` is the last `eval_set`, so validation; `Accuracy`, `AUC`, … | iteration, from 1',
  ],
  accepts: ({ baseName }) => baseName === LOG,
  read: async (runFile, run) => {
    const { name: file } = runFile;
    const { meta, iterations } = requireJsonObject(runFile, EXAMPLE);
    if (!isObject(meta) || !Array.isArray(iterations)) {
      throw new UnreadableRunError(`${file}: must be an object such as ${EXAMPLE}`);
    }
    const evaluated = namesIn(meta.test_sets);
    const last = evaluated.at(-1);
    if (evaluated.length > 1) {
      const others = evaluated.slice(0, -1).map(show).join(', ');
      run.warn(`${file}: only CatBoost's last evaluation set is used; ignored: ${others}`);
    }
    const sets = [
      ...namesIn(meta.learn_sets).map((set) => ({
        set,
        split: 'train' as Split,
        metrics: metricsIn(meta.learn_metrics),
      })),
      ...(last === undefined
        ? []
        : [{ set: last, split: 'validation' as Split, metrics: metricsIn(meta.test_metrics) }]),
    ];
    for (const [index, entry] of iterations.entries()) {
      if (!isObject(entry)) throw new UnreadableRunError(`${file}: iterations[${index}] must be an object`);
      for (const { set, split, metrics } of sets) {
        const epoch = Number(entry.iteration ?? index) + 1;
        const key = `iterations[${index}].${set}`;
        addRow(run, entry[set], { split, metrics, epoch, key, file });
      }
    }
  },
};

/** Repeats the log under a folder `test`, which is no test set. */
export const catboostRepeats: RunReader = {
  format: "CatBoost's tables and event files, which repeat its log",
  accepts: (file) => TABLES.test(file.name) || (EVENTS.test(file.name) && hasLog(file)),
};

const TABLES = /(^|\/)((learn|test)_error|time_left)\.tsv$/;
const EVENTS = /(^|\/)(learn|test\d*)\/events\.out\.tfevents[^/]*$/;

function hasLog({ name, all }: RunFile): boolean {
  const folder = posix.dirname(name);
  return [folder, posix.dirname(folder)].some((place) => all.has(posix.join(place, LOG)));
}

interface LoggedMetric {
  readonly name: string;
  readonly isLoss: boolean;
}

interface Row {
  readonly split: Split;
  readonly metrics: readonly LoggedMetric[];
  readonly epoch: number;
  readonly key: string;
  readonly file: string;
}

function addRow(run: RunValues, row: unknown, { split, metrics, epoch, key, file }: Row): void {
  if (!Array.isArray(row)) return;
  const place = { file, line: null };
  const at = run.requireEpoch(epoch, place);
  for (const [index, { name, isLoss }] of metrics.entries()) {
    for (const own of isLoss ? [name, 'loss'] : [name])
      run.add({ ...place, split, name: own, at, key: `${key}[${index}]` }, row[index]);
  }
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function metricsIn(value: unknown): LoggedMetric[] {
  const stated = Array.isArray(value) ? value.filter(isObject) : [];
  const loss = stated.findIndex(({ best_value: best }) => best === 'Min');
  return stated.map(({ name }, index) => ({
    // Drops the options of `Logloss:use_weights=false`.
    name: parseFlatName(String(name).split(':')[0] ?? '').name,
    isLoss: index === loss,
  }));
}
