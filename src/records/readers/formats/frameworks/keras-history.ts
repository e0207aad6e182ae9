import { addCurve, type CurveLists, isCurveLists } from '../../curve-lists.ts';
import { isNumberList } from '../../files/json-file.ts';
import { parseFlatName, splitFlatName } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';

export const kerasHistory: RunReader = {
  format: '*.json with History.history (Keras)',
  documented: [
    'Keras | `History.history` as JSON | `loss`, `val_loss` | `accuracy`, `val_accuracy` | from 0',
  ],
  accepts: ({ json }) =>
    isCurveLists(json) &&
    Object.entries(json).some(([key, list]) => parseFlatName(key).name === 'loss' && isNumberList(list)),
  read: async ({ json, name: file }, run) => {
    for (const [key, list] of Object.entries(json as CurveLists)) {
      // Keras counts from 0 in its CSVLogger, too.
      addCurve(run, { ...splitFlatName(key, 'train', run.declared), key, file }, list, 0);
    }
  },
};
