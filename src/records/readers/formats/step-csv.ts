/**
 * `*.csv` with a column step: Lightning's CSVLogger. Its rows are sparse: training loss in one, validation in the next,
 * and the mean over an epoch in a third.
 */
import { posix } from 'node:path';
import { readHeader, readSimpleRows } from '../files/csv-rows.ts';
import { MAX_LOG_BYTES, type RunReader } from '../files/run-file.ts';
import { finiteOrNull, parseCell, toNumber } from '../numbers.ts';
import { isEpochName, isStepName } from '../steps/axis-names.ts';
import { formatPlace, type Place, show, UnreadableRunError } from '../unreadable-run-error.ts';
import { isCsvLog, requireDifferent } from './csv.ts';

const TOOL = 'CSV by step';

export const stepCsv: RunReader = {
  format: '*.csv or *.tsv with a column step',
  accepts: (file) => isCsvLog(file, isStepName),
  read: async ({ path, name: file, head }, findings) => {
    const { names, delimiter } = readHeader(head);
    requireDifferent(names, file);
    const log = findings.stepLogs.of(TOOL, posix.dirname(file));
    const stepAt = names.findIndex(isStepName);
    const epochAt = names.findIndex(isEpochName);
    const columns = names.map((key, index) =>
      index === stepAt || index === epochAt || key === ''
        ? null
        : { key, series: log.series(key, 'train', file, findings) },
    );
    let isHeader = true;
    // A row that does not say it is of the epoch of the rows above.
    let epoch: number | null = null;
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, findings.warn)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      const place = { file, line };
      const step = requireNumber(cells[stepAt], names[stepAt] ?? '', place);
      const ofRow = finiteOrNull(parseCell(cells[epochAt] ?? ''));
      epoch = ofRow ?? epoch;
      for (const [index, column] of columns.entries()) {
        const value = column === null ? null : toNumber(parseCell(cells[index] ?? ''));
        if (column === null || value === null) continue;
        if (value !== undefined) log.add(column.series, step, value, epoch);
        else findings.add(new Map(), column.series.name, cells[index], column.key, place);
      }
      if (ofRow !== null) log.setEpoch(step, ofRow);
    }
  },
};

function requireNumber(cell: string | undefined, key: string, place: Place): number {
  const value = parseCell(cell ?? '');
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new UnreadableRunError(`${formatPlace(place)}: ${key} must be a number, found ${show(cell)}`);
}
