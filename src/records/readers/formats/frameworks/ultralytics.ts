/** Ultralytics YOLO: `results.csv` of v8 and later, and of v5. Its metrics are of validation. */
import { isCsv, readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { parseFlatName } from '../../flat-names.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import { EpochLog } from '../../steps/epoch-log.ts';

/** `metrics/mAP50(B)` and `metrics/mAP_0.5` are map50; (B) is for boxes, next to masks (M) and poses (P). */
const PLAIN: ReadonlyArray<readonly [RegExp, string]> = [
  [/^metrics\/mAP(50|_0\.5)(\(B\))?$/, 'map50'],
  [/^metrics\/mAP(50-95|_0\.5:0\.95)(\(B\))?$/, 'map50_95'],
  [/^metrics\/precision(\(B\))?$/, 'precision'],
  [/^metrics\/recall(\(B\))?$/, 'recall'],
  [/^metrics\/accuracy_top1$/, 'accuracy'],
];
const COMPONENT = /^(train|val)\/(\w+_loss|loss)$/;

export const ultralytics: RunReader = {
  format: 'results.csv of Ultralytics YOLO',
  documented: [
    'Ultralytics YOLO | `results.csv`, of v8 and later and of v5 | `loss`: the sum of `box_loss`, `cls_loss`, … | validation: `map50`, `map50_95`, `precision`, `recall`, and `metrics/mAP50(B)` as it is | `epoch`',
  ],
  accepts: ({ name, head }) => {
    const { names } = readHeader(head);
    return (
      isCsv(name) &&
      names.includes('epoch') &&
      names.some((key) => key.startsWith('metrics/')) &&
      names.some((key) => COMPONENT.test(key))
    );
  },
  read: async ({ path, name: file, head }, run) => {
    const { names, delimiter } = readHeader(head);
    requireDistinctColumns(names, file);
    const log = new EpochLog(run);
    const epochAt = names.indexOf('epoch');
    const columns = names.flatMap((key, at) => {
      const plain = PLAIN.find(([pattern]) => pattern.test(key))?.[1];
      if (key.startsWith('metrics/'))
        return [key, ...(plain === undefined ? [] : [plain])].map((name) => ({
          at,
          key,
          series: log.series('validation', name),
        }));
      const { split, name } = parseFlatName(key);
      return split === null ? [] : [{ at, key, series: log.series(split, name) }];
    });
    const losses = (['train', 'val'] as const).map((split) => ({
      key: `${split}/*_loss`,
      at: names.flatMap((key, at) => (COMPONENT.exec(key)?.[1] === split ? [at] : [])),
      series: log.series(split === 'val' ? 'validation' : 'train', 'loss'),
    }));
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, run.warn)) {
      if (line === 1) continue;
      const cell = (at: number) => parseCell(cells[at] ?? '');
      const sums = losses.flatMap(({ key, at, series }) =>
        at.length === 0
          ? []
          : [{ key, series, value: at.reduce((sum, index) => sum + Number(cell(index)), 0) }],
      );
      const values = columns.map(({ at, key, series }) => ({ key, series, value: cell(at) }));
      log.add(cell(epochAt), [...values, ...sums], { file, line });
    }
    log.finish();
  },
};
