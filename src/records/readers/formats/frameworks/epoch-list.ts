import { isObject } from '../../../json.ts';
import { entriesOf, readByEpoch } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';

export const epochList: RunReader = {
  format: '*.json with a list of epochs (skorch)',
  documented: [
    'skorch | `history.json` of `history.to_file`; any list of objects with an `epoch` | `train_loss`, `valid_loss` | `valid_acc` | `epoch` |',
  ],
  accepts: ({ json }) => Array.isArray(json) && json.length > 0 && json.every(hasEpoch),
  read: ({ json, name: file }, run) => {
    const rows = (json as ReadonlyArray<Record<string, unknown>>).map((entry, index) => ({
      entries: entriesOf(entry).filter(({ key, value }) => !isObject(value) && !BOOKKEEPING.test(key)),
      place: { file, line: index + 1 },
    }));
    return readByEpoch(rows, file, run);
  },
};

const BOOKKEEPING = /_batch_count$|^dur$|^batches$/;

function hasEpoch(entry: unknown): boolean {
  return (
    isObject(entry) &&
    Object.entries(entry).some(([key, value]) => isEpochName(key) && typeof value === 'number')
  );
}
