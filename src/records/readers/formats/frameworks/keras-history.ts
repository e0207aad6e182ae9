/** Keras: `History.history` as `json.dump` writes it. */
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
    Object.entries(json).some(([key, values]) => parseFlatName(key).name === 'loss' && isNumberList(values)),
  read: async ({ json, name: file }, findings) => {
    for (const [key, values] of Object.entries(json as CurveLists)) {
      // Keras counts from 0 in its CSVLogger, too.
      addCurve(splitFlatName(key, 'train', findings.declared), values, 0, key, file, findings);
    }
  },
};
