/** CatBoost's `train_dir` (`catboost_info/`): one JSON log, repeated as tables and event files. */
import { posix } from 'node:path';
import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { readHeader } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { requireJsonObject } from '../../files/json-file.ts';
import { MAX_LOG_BYTES, type RunFile } from '../../files/run-file.ts';
import { parseFlatName } from '../../flat-names.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';
import { EpochLog } from '../../steps/epoch-log.ts';
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
  accepts: (file) => REPEATS.test(file.name) && hasLog(file),
};

export const catboostTables: RunReader = {
  format: 'learn_error.tsv and test_error.tsv (CatBoost)',
  accepts: ({ baseName, head }) => TABLES.has(baseName) && readHeader(head).names[0] === 'iter',
  read: async ({ path, name: file, baseName, head }, run) => {
    const split = TABLES.get(baseName) ?? null;
    if (split === null) return;
    const { names } = readHeader(head);
    const log = new EpochLog(run);
    // Names of all but the last evaluation set end with a number.
    const columns = names.flatMap((key, at) =>
      at === 0 || /:\d+$/.test(key) ? [] : [{ at, key, series: log.series(split, parseFlatName(key).name) }],
    );
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, '\t', run.warn)) {
      if (line === 1) continue;
      const row = columns.map(({ at, key, series }) => ({
        key,
        series,
        value: parseCell(cells[at] ?? ''),
      }));
      log.add(Number(cells[0]) + 1, row, { file, line });
    }
    log.finish();
  },
};

/** Null for a table without measurements of the model. */
const TABLES: ReadonlyMap<string, Split | null> = new Map([
  ['learn_error.tsv', 'train'],
  ['test_error.tsv', 'validation'],
  ['time_left.tsv', null],
]);

const REPEATS = /(^|\/)((learn|test)_error\.tsv|time_left\.tsv|(learn|test\d*)\/events\.out\.tfevents[^/]*)$/;

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
