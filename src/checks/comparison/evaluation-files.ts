import { plural, wordFor } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

const MAX_NAMED = 5;

/** Scores on different test data, or from different metric code, do not measure the same thing. */
export const evaluationFiles = defineCheck({
  id: 'evaluation-files',
  title: 'are test data and metric code the same?',
  isOfEvaluations: true,
  invalidates: true,
  threshold: 0,
  headline: [
    {
      rank: 0,
      words: 'older than on the base: merge the base first',
      tempers: true,
      about: ({ rows }) =>
        rows.some(({ status }) => status === 'warn') ? [{ kind: 'text', text: 'the evaluation' }] : [],
    },
  ],
  reword: ({ status }) =>
    status === 'not-checked'
      ? {
          message: 'results do not say what they were measured on',
          advice: 'make sure that every run was evaluated on the same data, by the same code',
        }
      : {},
  needs: ['evaluationDigests'],
  of: wholeExperiment,
  judge(_, { evaluationDigests: [baseline, ...variants] }) {
    const files = Object.keys(baseline?.files ?? {});
    if (baseline === undefined || files.length === 0)
      return notChecked(
        'no evaluation files are declared',
        'list test data and metric code under evaluation',
      );
    const modelsThatChange = (file: string) =>
      variants.filter((variant) => variant.files[file] !== baseline.files[file]).map(({ model }) => model);
    const changed = files.filter((file) => modelsThatChange(file).length > 0);
    const { outdated = [] } = baseline;
    if (changed.length === 0 && outdated.length > 0)
      return {
        status: 'warn',
        value: outdated.length,
        message: `the base has changed ${outdated.join(', ')} since this branch started, so the scores are those of the old evaluation`,
        advice: 'merge the base into this branch to use the new evaluation',
      };
    if (changed.length === 0) {
      const counted = plural(files.length, 'evaluation file is', 'evaluation files are');
      return { status: 'pass', value: 0, message: `${counted} the same for every model` };
    }
    const named = changed.slice(0, MAX_NAMED).map((file) => `${file} (${modelsThatChange(file).join(', ')})`);
    if (changed.length > MAX_NAMED) named.push(`${changed.length - MAX_NAMED} more`);
    return {
      status: 'fail',
      value: changed.length,
      message: `${named.join('; ')} ${wordFor(changed.length, 'differs', 'differ')} from the baseline's, so the scores do not measure the same thing`,
      advice: 'merge the evaluation change on its own first, then compare',
    };
  },
});
