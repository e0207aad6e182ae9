/** Every Eval Ever, `<uuid>_samples.jsonl` with its totals `<uuid>.json` next to it. A file is a repeat. */
import { basename, dirname, join } from 'node:path';
import { quote } from '../../../words/list.ts';
import { readLines, readText } from '../../bounded-file.ts';
import { canonicalJson, isObject } from '../../json.ts';
import { objectsIn, parseJsonAt, parseObject } from '../../readers/files/json-lines.ts';
import { UnreadableRunError, unreadable } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, directionKey, type EvaluationReader, LATENCY } from '../evaluation.ts';
import {
  type Fields,
  gradeOf,
  idOf,
  idTextOf,
  listOf,
  objectOf,
  statedOf,
  textOf,
  traitsOf,
} from './values.ts';

const SCORE = 'score';
const SAMPLING = ['temperature', 'top_p', 'top_k', 'max_tokens', 'reasoning'] as const;
const TOTALS = /^\s*\{\s*"schema_version":\s*"[\d.]+",\s*"evaluation_id":/;

export const everyEvalEver: EvaluationReader = {
  tool: 'Every Eval Ever',
  beside: /(?:^|\/)[0-9a-f]{8}-[0-9a-f-]{27}\.json$/,
  accepts: ({ name, head }) => {
    if (!/\.jsonl$/.test(name)) return TOTALS.test(head) && head.includes('"evaluation_results"');
    const [first] = objectsIn(head);
    return isObject(first?.evaluation) && 'schema_version' in first && 'sample_id' in first;
  },
  read: async (path, file) => {
    if (!/\.jsonl$/.test(file))
      throw new UnreadableRunError(
        `${file}: has totals without cases; give its ${basename(file, '.json')}_samples.jsonl, or the folder of both`,
      );
    const { totals, subject } = await totalsOf(path, file);
    const cases = new Map<string, CaseResult>();
    for await (const { number: line, text } of readLines(path, MAX_RESULTS_BYTES)) {
      if (text === '') continue;
      const place = { file, line };
      const row = parseObject(text, place, '{"sample_id": "a", "evaluation": {"score": 1}}');
      const result = resultOf(row, `${file}:${line}`);
      const known = cases.get(result.id);
      const twice = Object.keys(result.scores).find(
        (name) => known !== undefined && name in known.scores && name !== LATENCY,
      );
      if (twice !== undefined)
        throw unreadable(
          place,
          `has the sample ${quote(result.id, 40)} twice by ${quote(twice)}: converters write the mean over epochs for each; compare the logs of the tool itself`,
        );
      cases.set(result.id, known === undefined ? result : joined(known, result));
    }
    const results = [...cases.values()];
    const lower = totals
      .filter(({ isLower }) => isLower)
      .map(({ scorer }) => [directionKey(scorer), 'minimize'] as const);
    const settings = new Map([...totals.flatMap((total) => total.settings), ...lower]);
    return [{ model: null, results, settings, subject }];
  },
};

function resultOf(row: Fields, place: string): CaseResult {
  const [sample, evaluation] = [idTextOf(row.sample_id, place), objectOf(row.evaluation)];
  const [score, passed] = [gradeOf(evaluation.score), gradeOf(evaluation.is_correct)];
  const error = textOf(row.error);
  if (sample === null) throw new UnreadableRunError(`${place}: has no sample_id`);
  if (score === null && error === null)
    throw new UnreadableRunError(`${place}: has neither a score nor an error`);
  const scorer = textOf(row.evaluation_result_id) ?? SCORE;
  const latency = gradeOf(objectOf(row.performance).latency_ms);
  const input = objectOf(row.input);
  const scores = {
    ...(score === null ? {} : { [scorer]: score }),
    ...(passed === null || scorer !== SCORE ? {} : { pass: passed }),
    ...(latency === null ? {} : { [LATENCY]: latency }),
  };
  return {
    id: idOf(`${textOf(row.evaluation_name) ?? 'evaluation'}/${sample}`),
    repeat: 1,
    scores: error === null ? scores : {},
    error,
    answer: canonicalJson([objectOf(row.output).raw ?? null, row.messages ?? null]),
    isCached: false,
    grading: canonicalJson(input.reference ?? null),
    show: textOf(input.raw),
    ...traitsOf(objectOf(row.metadata), place),
  };
}

/** A line is one metric of one sample. */
function joined(known: CaseResult, more: CaseResult): CaseResult {
  const error = known.error ?? more.error;
  return { ...known, error, scores: error === null ? { ...known.scores, ...more.scores } : {} };
}

interface Total {
  readonly scorer: string;
  readonly isLower: boolean;
  readonly settings: ReadonlyArray<readonly [string, string]>;
}

async function totalsOf(path: string, file: string) {
  const name = `${basename(path).replace(/_samples\.jsonl$/, '')}.json`;
  const text = await readText(join(dirname(path), name), MAX_RESULTS_BYTES).catch((error) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const totals = objectOf(parseJsonAt(text, { file: join(dirname(file), name), line: null }));
  const { id, additional_details } = objectOf(totals.model_info);
  const subject = statedOf([
    ['model', id],
    ['details of the model', additional_details],
  ]);
  const results = listOf(totals.evaluation_results).map((result): Total => {
    const { lower_is_better: isLower, llm_scoring: judge } = objectOf(result.metric_config);
    const { generation_args: generation } = objectOf(result.generation_config);
    const sampling = objectOf(generation);
    const scorer = textOf(result.evaluation_result_id) ?? SCORE;
    const stated: ReadonlyArray<readonly [string, unknown]> = [
      [`data of ${result.evaluation_name}`, result.source_data],
      [`judge of ${scorer}`, judge],
      ...SAMPLING.map((key) => [key, sampling[key]] as const),
    ];
    return {
      scorer,
      isLower: isLower === true,
      settings: stated.flatMap(([key, value]) =>
        value === undefined || value === null ? [] : [[key, canonicalJson(value)] as const],
      ),
    };
  });
  return { totals: results, subject };
}
