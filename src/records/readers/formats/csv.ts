/** `*.csv`: a training log with one epoch a row, under a header of flat names (`epoch,train_loss,val_loss,val_accuracy`). */

import { readHeader, readSimpleRows } from '../files/csv-rows.ts';
import { MAX_LOG_BYTES, type RunFile, type RunReader } from '../files/run-file.ts';
import { splitFlatName } from '../flat-names.ts';
import { parseCell } from '../numbers.ts';
import { isEpochName } from '../steps/axis-names.ts';
import { EpochLog } from '../steps/epoch-log.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';

export const csvLog: RunReader = {
  format: '*.csv with a column epoch',
  accepts: (file) => isCsvLog(file, isEpochName),
  read: async ({ path, name: file, head }, findings) => {
    const { names, delimiter } = readHeader(head);
    const epochAt = names.findIndex(isEpochName);
    const fallback = isFastai(names) ? 'validation' : 'train';
    const log = new EpochLog(findings);
    let columns: readonly Column[] | null = null;
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, findings.warn)) {
      if (columns === null) {
        requireDifferent(cells, file);
        columns = cells.flatMap((key, at) => {
          if (at === epochAt || key === '') return [];
          const { split, name } = splitFlatName(key, fallback, findings.declared);
          return [{ at, key, series: log.series(split, name) }];
        });
        continue;
      }
      const place = { file, line };
      const epoch = parseCell(cells[epochAt] ?? '');
      if (epoch === '') continue;
      const values = columns.map(({ at, key, series }) => ({
        key,
        series,
        value: parseCell(cells[at] ?? ''),
      }));
      log.add(epoch, values, place);
    }
    log.finish();
  },
};

/** fastai's CSVLogger: metrics without a prefix are those of the validation split, as in the table that it prints. */
function isFastai(names: readonly string[]): boolean {
  return ['train_loss', 'valid_loss', 'time'].every((name) => names.includes(name));
}

interface Column {
  readonly at: number;
  readonly key: string;
  readonly series: ReturnType<EpochLog['series']>;
}

/** Whether a file has a column for the axis of a log; a text has to be a table of numbers along it as well. */
export function isCsvLog({ name, head }: RunFile, isAxis: (column: string) => boolean): boolean {
  const isText = /\.(log|txt)$/i.test(name);
  if (!isText && !isCsv(name)) return false;
  const { names, delimiter } = readHeader(head);
  const at = names.findIndex(isAxis);
  if (at < 0 || !isText) return at >= 0;
  const [, line = ''] = head.split(/\r?\n/, 2);
  const cells = line.split(delimiter);
  return names.length > 1 && cells.length === names.length && typeof parseCell(cells[at] ?? '') === 'number';
}

export function isCsv(name: string): boolean {
  return /\.[ct]sv$/i.test(name);
}

/** Columns without a name do not count: pandas leaves one above its index, and a delimiter at the end of each line makes one. */
export function requireDifferent(header: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const key of header) {
    if (key !== '' && seen.has(key)) {
      throw new UnreadableRunError(`${file}:1: the column ${JSON.stringify(key)} stands there twice`);
    }
    seen.add(key);
  }
}
