/** lm-evaluation-harness, `samples_<task>_<time>.jsonl` of `--log_samples`, with `results_<time>.json` next to it. */
import { basename, dirname, join } from 'node:path';
import { namesIn } from '../../../files/open-file.ts';
import { readLines, readText } from '../../bounded-file.ts';
import { canonicalJson } from '../../json.ts';
import { parseJsonAt, parseObject } from '../../readers/files/json-lines.ts';
import { isSamples, readTask } from '../../readers/predictions/lm-evaluation-samples.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import type { CaseResult, EvaluationReader } from '../evaluation.ts';
import { type Fields, objectOf } from './values.ts';

const NAME = /^samples_(.+)_(\d{4}-\d\d-\d\dT[\d.:-]+)\.jsonl$/;

export const lmEvaluationSamples: EvaluationReader = {
  tool: 'lm-evaluation-harness',
  beside: /(?:^|\/)results_[^/]*\.json$/,
  accepts: ({ name, head }) => isSamples(name, head),
  read: async (path, file) => {
    const [, task = 'task', time = ''] = NAME.exec(basename(file)) ?? [];
    const answers = new Map<string, string>();
    const documents = new Map<string, string>();
    for await (const { number: line, text } of readLines(path, MAX_RESULTS_BYTES)) {
      if (text === '') continue;
      const row = parseObject(text, { file, line }, '{"doc_id": 0, "acc": 1.0}');
      answers.set(String(row.doc_id), canonicalJson(row.resps));
      documents.set(String(row.doc_id), canonicalJson([row.doc_hash, row.target_hash]));
    }
    const results: CaseResult[] = [];
    for (const [doc, samples] of await readTask(path, file)) {
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
    const settings = new Map(settingsOf(await resultsOf(path, time), task));
    return [{ model: null, results, settings }];
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
    ['temperature', objectOf(generation).temperature],
    [`generation of ${task}`, generation],
    ['gen_kwargs', objectOf(results.config).gen_kwargs],
  ];
  return stated.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, canonicalJson(value)] as [string, string]],
  );
}
