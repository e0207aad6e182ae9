/** Ultralytics YOLO: `results.csv` of v8 and later, and of v5. Its metrics are of validation. */
import { isCsv, readHeader } from '../../files/csv-header.ts';
import { parseFlatName } from '../../flat-names.ts';
import { csvRows } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';
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
  read: async (file, run) => {
    const log = new EpochLog(run);
    for await (const { entries, place } of csvRows(file, run, isEpochName)) {
      const values = entries.flatMap(({ key, value }) => {
        const plain = PLAIN.find(([pattern]) => pattern.test(key))?.[1] ?? key;
        if (key.startsWith('metrics/'))
          return [...new Set([key, plain])].map((name) => ({
            key,
            series: log.series('validation', name),
            value,
          }));
        const { split, name } = parseFlatName(key);
        return split === null ? [] : [{ key, series: log.series(split, name), value }];
      });
      const sums = (['train', 'val'] as const).flatMap((split) => {
        const parts = entries.filter(({ key }) => COMPONENT.exec(key)?.[1] === split);
        const value = parts.reduce((sum, part) => sum + Number(part.value), 0);
        const series = log.series(split === 'val' ? 'validation' : 'train', 'loss');
        return parts.length === 0 ? [] : [{ key: `${split}/*_loss`, series, value }];
      });
      const epoch = entries.find(({ key }) => isEpochName(key))?.value;
      log.add(epoch, [...values, ...sums], place);
    }
    log.finish();
  },
};
