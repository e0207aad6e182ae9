import { enumerate } from '../../words/list.ts';
import { defineCheck } from '../define-check.ts';
import type { RepeatedClass } from '../evidence/repeated-examples.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Share of a class that repeats if it was oversampled, and share of other classes that repeats by chance. */
const REPEATED = 0.2;
const BY_CHANCE = 0.02;
const FEWEST_REPEATED = 10;
/** A tree gives one probability to all examples of a leaf, and has few leaves. */
const FEWEST_ROWS = 5;
const MOST_COPIES = 6;
const FEWEST_OF_OTHERS = 50;

const WORDS = {
  oversampling: 'copies rows',
  'target encoding': 'encodes a column by the labels',
  'feature selection': 'selects features by the labels',
};
const ADVICE = 'split first, then do this on the training rows alone, for example in a pipeline';

/**
 * Copying rows, or learning from all labels, before the split carries test examples into training. The text of a Python program
 * shows it, and so do test examples of one class that repeat while those of other classes do not.
 */
export const beforeSplit = defineCheck({
  id: 'leakage/before-split',
  title: 'did anything use the labels before the split?',
  needs: ['programSigns', 'repeatedClasses'],
  of: wholeExperiment,
  judge(_, { programSigns, repeatedClasses }) {
    const signs = programSigns.flatMap(({ model, beforeSplit }) =>
      beforeSplit === null ? [] : [{ model, ...beforeSplit }],
    );
    const [first] = signs;
    if (first !== undefined) {
      const models = signs.filter(({ line }) => line === first.line).map(({ model }) => model);
      return {
        status: 'warn',
        value: signs.length,
        message: `the program of ${enumerate(models)} ${WORDS[first.kind]} before it splits them: ${first.line}. The test labels take part in the training, so the score is too high`,
        advice: ADVICE,
      };
    }
    const copied = oversampledClass(repeatedClasses);
    if (copied !== null)
      return {
        status: 'warn',
        value: copied.repeated / copied.of,
        message: `${copied.repeated} of ${copied.of} test examples of class ${copied.name} repeat another one, and hardly any of the other classes: the class was copied before the split, so its copies are in training too`,
        advice: 'split first, then oversample or augment the training rows alone',
      };
    if (programSigns.length === 0 && repeatedClasses.length === 0)
      return notChecked('needs a Python program, or predictions with probabilities');
    return { status: 'pass', value: 0, message: 'no sign of work on the labels before the split' };
  },
});

function oversampledClass(classes: readonly RepeatedClass[]): RepeatedClass | null {
  const found = classes.find(
    ({ repeated, rows, of }) =>
      repeated >= Math.max(FEWEST_REPEATED, REPEATED * of) &&
      rows >= Math.max(FEWEST_ROWS, repeated / MOST_COPIES),
  );
  const others = classes.filter((one) => one !== found);
  const [repeated, of] = [others, others].map((all, index) =>
    all.reduce((sum, one) => sum + (index === 0 ? one.repeated : one.of), 0),
  ) as [number, number];
  return found !== undefined && of >= FEWEST_OF_OTHERS && repeated <= BY_CHANCE * of ? found : null;
}
