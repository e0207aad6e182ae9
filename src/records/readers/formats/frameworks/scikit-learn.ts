import { isObject } from '../../../json.ts';
import { isNumberList } from '../../files/json-file.ts';
import { splitFlatName } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';

/** Averages of the report -> names that config and predictions use. */
const AVERAGES: ReadonlyArray<readonly [average: string, prefix: string]> = [
  ['macro avg', 'macro'],
  ['weighted avg', 'weighted'],
  ['micro avg', 'micro'],
];
const SCORES: ReadonlyArray<readonly [score: string, name: string]> = [
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['f1-score', 'f1'],
];

export const classificationReport: RunReader = {
  format: '*.json with a classification_report',
  documented: [
    "scikit-learn | `classification_report(…, output_dict=True)` as JSON | | `accuracy`, `macro_f1`, `weighted_f1`, precision and recall; of test, or of the split in the file's name |",
  ],
  accepts: ({ json }) => isObject(json) && isObject(json['macro avg']) && 'f1-score' in json['macro avg'],
  read: async ({ json, baseName, name: file }, run) => {
    const report = json as Readonly<Record<string, unknown>>;
    // validation_report.json is about the validation split.
    const { split } = splitFlatName(baseName.replace(/\.json$/i, ''), 'test', new Set());
    const place = { file, line: null, split, at: 'final' } as const;
    run.add({ ...place, name: 'accuracy', key: 'accuracy' }, report.accuracy);
    for (const [average, prefix] of AVERAGES) {
      const scores = report[average];
      if (!isObject(scores)) continue;
      for (const [score, name] of SCORES) {
        run.add({ ...place, name: `${prefix}_${name}`, key: `${average}.${score}` }, scores[score]);
      }
    }
  },
};

const CV_METRIC = /^mean_(test|train)_(.+)$/;

/**
 * The best candidate of a search. Its `test` scores are means over folds of the training data, so they are validation.
 */
export const cvResults: RunReader = {
  format: '*.json with cv_results_',
  documented: [
    'scikit-learn | `cv_results_` as JSON | | `mean_test_…` of the best candidate is validation, `mean_train_…` is train |',
  ],
  accepts: ({ json }) =>
    isObject(json) && Array.isArray(json.params) && Object.keys(json).some((key) => CV_METRIC.test(key)),
  read: async ({ json, name: file }, run) => {
    const results = json as Readonly<Record<string, unknown>>;
    const best = bestOf(results);
    for (const [key, list] of Object.entries(results)) {
      const [, kind, name] = CV_METRIC.exec(key) ?? [];
      if (name === undefined || !Array.isArray(list)) continue;
      const split = kind === 'train' ? 'train' : 'validation';
      run.add({ split, name, at: 'final', key: `${key}[${best}]`, file, line: null }, list[best]);
    }
  },
};

function bestOf(results: Readonly<Record<string, unknown>>): number {
  const ranks = Object.entries(results).find(([key]) => key.startsWith('rank_test_'))?.[1];
  return isNumberList(ranks) ? Math.max(0, ranks.indexOf(1)) : 0;
}
