import type { RunRecord } from '../../records/record.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { type OtherCounts, otherCounts } from '../evidence/counted-examples.ts';
import { differentRuns, exampleDigest } from '../evidence/differing-example.ts';
import { baselineOf, wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/**
 * A model that omits the hard test examples scores higher. Each run must have the examples and labels of the baseline's
 * run with its seed, which its saved predictions show; a test set may differ between seeds.
 */
export const testExamples = defineCheck({
  id: 'test-examples',
  title: 'was every run measured on the same test examples?',
  invalidates: true,
  threshold: 0,
  reword({ status }, source) {
    if (status !== 'not-checked' || source === 'records') return {};
    return source === 'table'
      ? {
          message: 'a table does not say which test examples a run was measured on',
          advice:
            'make sure that they were the same in every run, or compare run records that keep their predictions',
        }
      : {
          // Reading refuses files with other examples or labels.
          status: 'pass',
          value: 0,
          message: 'all files hold the same examples with the same labels',
          advice: null,
        };
  },
  needs: ['records', 'differingExample'],
  of: wholeExperiment,
  judge(_, { records, models, differingExample: example }) {
    const baseline = baselineOf({ models });
    const finished = records.filter(({ status }) => status === 'ok');
    const kept = finished.filter((record) => exampleDigest(record) !== null);
    if (!kept.some(({ model }) => model === baseline) || !kept.some(({ model }) => model !== baseline)) {
      return judgeCounts(records, baseline, models);
    }
    const different = differentRuns(records, baseline);
    const first = different[0]?.record;
    if (first !== undefined) {
      return {
        status: 'fail',
        value: different.length,
        message: `${different.length} of ${kept.length} runs were measured on different examples or labels than the baseline, the first being ${first.model} under seed ${first.seed}${example === null ? '' : `: ${example}`}. Their scores do not measure the same thing`,
        advice: `write one prediction for every example of the ${measuredSplit(kept)} set, under the same ids and labels in every run`,
      };
    }
    const unknown = finished.find((record) => exampleDigest(record) === null);
    if (unknown !== undefined) {
      return notChecked(
        `${finished.length - kept.length} of ${finished.length} runs saved no predictions, the first being ${unknown.model} under seed ${unknown.seed}; the others were measured on the examples of the baseline`,
        'save predictions in every run',
      );
    }
    return {
      status: 'pass',
      value: 0,
      message: `${kept.length} runs were measured on the examples of the baseline`,
    };
  },
});

/** Without predictions, the steps of the accuracies may show different numbers of examples. */
function judgeCounts(
  records: readonly RunRecord[],
  baseline: string,
  models: ReadonlyArray<{ readonly name: string }>,
): Judgement {
  for (const { name } of models) {
    const counts = otherCounts(records, [baseline, name], 'test');
    if (counts === null) continue;
    return {
      status: 'warn',
      value: 1,
      message: `tested on different examples: ${describeSteps(counts, name)}. Such scores cannot be compared`,
      advice:
        'test both on the same examples, and save predictions, so that this check can compare example by example',
    };
  }
  return notChecked('needs the predictions of the baseline and of a variant');
}

function describeSteps({ before, after }: OtherCounts, model: string): string {
  const known = after === null ? `1/${before} in the baseline` : `1/${after} in ${model}`;
  if (before !== null && after !== null)
    return `accuracy changes in steps of ${known}, but 1/${before} in the baseline`;
  return `accuracy changes in steps of ${known}, which the other arm's accuracies do not fit`;
}

/** The split that `records/store/examples-digest.ts` uses. */
function measuredSplit(records: readonly Pick<RunRecord, 'metrics'>[]): 'test' | 'validation' {
  const has = (split: 'test' | 'validation') => records.some(({ metrics }) => metrics[split] !== undefined);
  return has('validation') && !has('test') ? 'validation' : 'test';
}
