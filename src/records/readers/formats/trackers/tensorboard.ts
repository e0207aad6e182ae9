import { posix } from 'node:path';
import Pbf from 'pbf';
import type { Split } from '../../../record.ts';
import type { RunFile } from '../../files/run-file.ts';
import { type EventScalars, readEvent } from '../../files/tensorboard-event.ts';
import { readTfRecords } from '../../files/tf-records.ts';
import { splitOfWord } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';
import type { StepLog } from '../../steps/step-log.ts';
import type { Series } from '../../steps/step-series.ts';
import { UnreadableRunError } from '../../unreadable-run-error.ts';

/** Lightning always writes `hp_metric`; Keras repeats values of epochs against batches. */
const NOT_METRICS = /^hp_metric$|_vs_iterations$/;

export const tensorboard: RunReader = {
  format: '*tfevents* (TensorBoard)',
  documented: [
    'TensorBoard (PyTorch, tensorboardX, Lightning, Ignite, Keras) | `*tfevents*`, scalars as values or tensors | `Loss/train`, `Loss/validation`; tag `loss` in a folder `train` (Keras) or `loss_train` (`add_scalars`), in any other folder training | `Accuracy/validation` | scalar `epoch` if there is one, else the step',
  ],
  accepts: ({ baseName }) => baseName.includes('tfevents'),
  read: async (runFile, run) => {
    const { path, name: file } = runFile;
    const log = run.steps('TensorBoard', posix.dirname(file));
    const seriesOf = seriesByTag(runFile, log);
    let reader: Pbf | null = null;
    const scalars: EventScalars = { step: 0, tags: [], values: [] };
    const isWhole = await readTfRecords(path, file, (window, start, end, number) => {
      // Pbf reads whole buffers, so it lives as long as the window.
      if (reader === null || reader.buf !== window) reader = new Pbf(window);
      try {
        readEvent(reader, start, end, scalars);
      } catch (error) {
        throw new UnreadableRunError(`${file}: record ${number} is not a TensorBoard event`, {
          cause: error,
        });
      }
      for (let index = 0; index < scalars.tags.length; index += 1) {
        const series = seriesOf(scalars.tags[index] as string);
        if (series !== null) log.add(series, scalars.step, scalars.values[index] as number);
      }
    });
    if (!isWhole) run.warn(`${file}: the last record is incomplete and was left out`);
  },
};

/**
 * The split of a folder, for tags without one: Keras names folders after the split (`train/`), `add_scalars` after tag
 * and split (`loss_train/`). Other folders have names of the user's choice: `test_run/` is no test split.
 */
function splitOfFolder(folder: string, tag: string): Split {
  const start = `${tag.replaceAll('/', '_')}_`;
  return (
    splitOfWord(folder) ??
    (folder.startsWith(start) ? splitOfWord(folder.slice(start.length)) : null) ??
    'train'
  );
}

function seriesByTag({ name: file }: RunFile, log: StepLog): (tag: string) => Series | null {
  const folder = posix.basename(posix.dirname(file));
  const known = new Map<string, Series | null>();
  return (tag) => {
    const found = known.get(tag);
    if (found !== undefined) return found;
    const series = NOT_METRICS.test(tag) ? null : log.series(tag, file, splitOfFolder(folder, tag));
    known.set(tag, series);
    return series;
  };
}
