/** lm-evaluation-harness, `samples_<task>_<time>.jsonl` of `--log_samples`, with `results_<time>.json` next to it. */
import { basename, dirname, join } from 'node:path';
import { namesIn } from '../../../files/open-file.ts';
import { readText } from '../../bounded-file.ts';
import { canonicalJson } from '../../json.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { isSamples, readTask } from '../../readers/predictions/lm-evaluation-samples.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, directionKey, type EvaluationReader } from '../evaluation.ts';
import { type Fields, objectOf, statedOf } from './values.ts';

const NAME = /^samples_(.+?)(?:_(\d{4}-\d\d-\d\dT[\d.:-]+))?\.jsonl$/;

export const lmEvaluationSamples: EvaluationReader = {
  tool: 'lm-evaluation-harness',
  beside: /(?:^|\/)results_[^/]*\.json$/,
  hasNoEnd: true,
  accepts: ({ name, head }) => isSamples(name, head),
  read: async (path, file) => {
    const [, task = 'task', time = ''] = NAME.exec(basename(file)) ?? [];
    const answers = new Map<string, string>();
    const documents = new Map<string, string>();
    const graded = await readTask(path, file, (row) => {
      answers.set(String(row.doc_id), canonicalJson(row.resps));
      documents.set(String(row.doc_id), canonicalJson([row.doc_hash, row.target_hash]));
    });
    const results: CaseResult[] = [];
    for (const [doc, samples] of graded) {
      for (const [index, scores] of samples.entries())
        results.push({
          id: `${task}/${doc}`,
          repeat: index + 1,
          scores,
          error: null,
          // The answers of all samples of a question are together.
          answer: samples.length === 1 ? (answers.get(doc) ?? null) : null,
          isCached: false,
          grading: documents.get(doc) ?? '',
          show: null,
        });
    }
    const totals = await resultsOf(path, time);
    const { model, model_args } = objectOf(totals.config);
    const subject = statedOf([
      ['model', model],
      ['arguments of the model', model_args],
    ]);
    return [{ model: null, results, settings: new Map(settingsOf(totals, task)), subject }];
  },
};

async function resultsOf(path: string, time: string): Promise<Fields> {
  const name = namesIn(dirname(path)).find((one) => one === `results_${time}.json`);
  if (name === undefined) return {};
  const text = await readText(join(dirname(path), name), MAX_RESULTS_BYTES);
  return objectOf(parseJsonAt(text, { file: name, line: null }));
}

function settingsOf(results: Fields, task: string): Array<[string, string]> {
  const { generation_kwargs: generation } = objectOf(objectOf(results.configs)[task]);
  const stated: ReadonlyArray<readonly [string, unknown]> = [
    [`version of ${task}`, objectOf(results.versions)[task]],
    [`shots of ${task}`, objectOf(results['n-shot'])[task]],
    [`temperature of ${task}`, objectOf(generation).temperature],
    [`generation of ${task}`, generation],
    ['gen_kwargs', objectOf(results.config).gen_kwargs],
  ];
  const lower = Object.entries(objectOf(objectOf(results.higher_is_better)[task]))
    .filter(([, isHigher]) => isHigher === false)
    .map(([metric]): [string, string] => [directionKey(metric), 'minimize']);
  return [
    ...stated.flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, canonicalJson(value)] as [string, string]],
    ),
    ...lower,
  ];
}
