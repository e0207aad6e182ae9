/** A list of epochs as JSON: skorch's `history.json`, and what loops of one's own dump. */
import { isObject } from '../../../json.ts';
import { splitFlatName } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';
import { EpochLog } from '../../steps/epoch-log.ts';

export const epochList: RunReader = {
  format: '*.json with a list of epochs (skorch)',
  documented: [
    'skorch | `history.json` of `history.to_file`; any list of objects with an `epoch` | `train_loss`, `valid_loss` | `valid_acc` | `epoch` |',
  ],
  accepts: ({ json }) => Array.isArray(json) && json.length > 0 && json.every(hasEpoch),
  read: async ({ json, name: file }, findings) => {
    const log = new EpochLog(findings);
    for (const [index, entry] of (json as ReadonlyArray<Record<string, unknown>>).entries()) {
      const values = Object.entries(entry).flatMap(([key, value]) => {
        if (isEpochName(key) || typeof value !== 'number' || BOOKKEEPING.test(key)) return [];
        const { split, name } = splitFlatName(key, 'train', findings.declared);
        return [{ key, series: log.series(split, name), value }];
      });
      log.add(entry[Object.keys(entry).find(isEpochName) ?? ''], values, { file, line: index + 1 });
    }
    log.finish();
  },
};

const BOOKKEEPING = /_batch_count$|^dur$/;

function hasEpoch(entry: unknown): boolean {
  return (
    isObject(entry) &&
    Object.entries(entry).some(([key, value]) => isEpochName(key) && typeof value === 'number')
  );
}
