import { plural, wordFor } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/**
 * Files that define what is measured must be the same for every model: two scores on different test data, or from
 * different metric code, do not measure the same thing.
 */
export const evaluationFiles = defineCheck({
  id: 'evaluation-files',
  title: 'are test data and metric code the same?',
  invalidates: true,
  options: {},
  needs: ['evaluationDigests'],
  of: wholeExperiment,
  judge(_, { evaluationDigests: [baseline, ...variants] }) {
    const files = Object.keys(baseline?.files ?? {});
    if (baseline === undefined || files.length === 0) {
      return notChecked(
        'no evaluation files are declared',
        'list test data and metric code under evaluation',
        0,
      );
    }
    const base = { threshold: 0, interval: null } as const;
    const changed = files.filter((file) =>
      variants.some((variant) => variant.files[file] !== baseline.files[file]),
    );
    const { outdated = [] } = baseline;
    if (changed.length === 0 && outdated.length > 0) {
      return {
        ...base,
        status: 'warn',
        value: outdated.length,
        message: `the base has changed ${outdated.join(', ')} since this branch started, so the scores are those of the old evaluation`,
        advice: 'merge the base into this branch to use the new evaluation',
      };
    }
    if (changed.length === 0) {
      return {
        ...base,
        status: 'pass',
        value: 0,
        message: `${plural(files.length, 'evaluation file is', 'evaluation files are')} the same for every model`,
        advice: null,
      };
    }
    const named = changed.map((file) => {
      const models = variants
        .filter((variant) => variant.files[file] !== baseline.files[file])
        .map(({ model }) => model);
      return `${file} (${models.join(', ')})`;
    });
    return {
      ...base,
      status: 'fail',
      value: changed.length,
      message: `${named.join('; ')} ${wordFor(changed.length, 'differs', 'differ')} from the baseline's, so the scores do not measure the same thing`,
      advice: 'merge the evaluation change on its own first, then compare',
    };
  },
});
