import { isObject } from '../../../json.ts';
import { splitFlatName } from '../../flat-names.ts';
import { RowIdentity } from '../../row-identity.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';
import { EpochLog } from '../../steps/epoch-log.ts';

export const epochList: RunReader = {
  format: '*.json with a list of epochs (skorch)',
  documented: [
    'skorch | `history.json` of `history.to_file`; any list of objects with an `epoch` | `train_loss`, `valid_loss` | `valid_acc` | `epoch` |',
  ],
  accepts: ({ json }) => Array.isArray(json) && json.length > 0 && json.every(hasEpoch),
  read: async ({ json, name: file }, run) => {
    const log = new EpochLog(run);
    const identity = new RowIdentity();
    let keys: readonly string[] = [];
    for (const [index, entry] of (json as ReadonlyArray<Record<string, unknown>>).entries()) {
      const row = Object.entries(entry).flatMap(([key, value]) => {
        if (isEpochName(key) || typeof value !== 'number' || BOOKKEEPING.test(key)) return [];
        const { split, name } = splitFlatName(key, 'train', run.declared);
        return [{ key, series: log.series(split, name), value }];
      });
      identity.note(entry);
      keys = row.map(({ key }) => key);
      log.add(entry[Object.keys(entry).find(isEpochName) ?? ''], row, { file, line: index + 1 });
    }
    identity.refuse(file, identity.keyToShow(keys, run.declared), log.hasRepeats);
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
