/** scikit-learn, as `json.dump` writes it: `classification_report(…, output_dict=True)` and `cv_results_` of a search. */
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
  read: async ({ json, baseName, name: file }, findings) => {
    const report = json as Readonly<Record<string, unknown>>;
    const place = { file, line: null };
    // validation_report.json is about the validation split.
    const { split } = splitFlatName(baseName.replace(/\.json$/i, ''), 'test', new Set());
    const bag = findings.metrics[split];
    findings.add(bag, 'accuracy', report.accuracy, 'accuracy', place);
    for (const [average, prefix] of AVERAGES) {
      const scores = report[average];
      if (!isObject(scores)) continue;
      for (const [score, name] of SCORES) {
        findings.add(bag, `${prefix}_${name}`, scores[score], `${average}.${score}`, place);
      }
    }
  },
};

const CV_METRIC = /^mean_(test|train)_(.+)$/;

/**
 * Of a search over candidates, the best by its first ranking: a mean over folds of the training data, so the `test` in
 * its names is validation.
 */
export const cvResults: RunReader = {
  format: '*.json with cv_results_',
  documented: [
    'scikit-learn | `cv_results_` as JSON | | `mean_test_…` of the best candidate is validation, `mean_train_…` is train |',
  ],
  accepts: ({ json }) =>
    isObject(json) && Array.isArray(json.params) && Object.keys(json).some((key) => CV_METRIC.test(key)),
  read: async ({ json, name: file }, findings) => {
    const results = json as Readonly<Record<string, unknown>>;
    const place = { file, line: null };
    const best = bestOf(results);
    for (const [key, values] of Object.entries(results)) {
      const [, kind, name] = CV_METRIC.exec(key) ?? [];
      if (name === undefined || !Array.isArray(values)) continue;
      const bag = findings.metrics[kind === 'train' ? 'train' : 'validation'];
      findings.add(bag, name, values[best], `${key}[${best}]`, place);
    }
  },
};

function bestOf(results: Readonly<Record<string, unknown>>): number {
  const ranks = Object.entries(results).find(([key]) => key.startsWith('rank_test_'))?.[1];
  return isNumberList(ranks) ? Math.max(0, ranks.indexOf(1)) : 0;
}
