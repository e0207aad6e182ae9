import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked, shortenPath } from '../words.ts';

/**
 * Batches of one class after the other make a model forget the first classes. Both must hold: the training file is sorted by its
 * label, and the text of the program mixes no rows and takes batches.
 */
export const trainingOrder = defineCheck({
  id: 'training-order',
  title: 'is sorted training data shuffled?',
  needs: ['modelData', 'programSigns'],
  of: wholeExperiment,
  judge(_, { modelData, programSigns }) {
    const sorted = modelData.flatMap(({ model, columns, files }) =>
      columns?.isSorted && files !== undefined
        ? [{ model, label: columns.label ?? '', train: files.train }]
        : [],
    );
    const known = modelData.filter(({ columns }) => columns?.label);
    if (known.length === 0)
      return notChecked('needs the training file with its label', 'name both under checks.files');
    if (programSigns.length === 0) return notChecked('needs a Python program');
    for (const { model, label, train } of sorted) {
      const sign = programSigns.find((one) => one.model === model && one.orderedBatches !== null);
      if (sign === undefined) continue;
      return {
        status: 'warn',
        message: `${shortenPath(train)} is sorted by ${shortenPath(label)}, and the program of ${sign.model} trains in that order (${sign.orderedBatches}). A model forgets the classes of the first batches, so all its scores are too low`,
        advice: 'shuffle the training rows with the seed, in every epoch',
      };
    }
    return {
      status: 'pass',
      message:
        sorted.length === 0
          ? 'the training rows are not sorted by their label'
          : 'the program may mix the sorted rows',
    };
  },
});
