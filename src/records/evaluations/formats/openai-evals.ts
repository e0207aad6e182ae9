/** OpenAI evals, `--record_path`: a line with the run, events by sample, and a final report. A run is a repeat. */
import { quote } from '../../../words/list.ts';
import { readLines } from '../../bounded-file.ts';
import { canonicalJson } from '../../json.ts';
import { parseObject } from '../../readers/files/json-lines.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import type { CaseResult, EvaluationReader } from '../evaluation.ts';
import { type Fields, gradeOf, idTextOf, objectOf, statedOf, TRAITS, textOf, traitsOf } from './values.ts';

/** The scorer of `match` events. */
const CORRECT = 'correct';

interface Sample {
  readonly scores: Record<string, number>;
  readonly said: unknown[];
  readonly traits: Record<string, unknown>;
  error: string | null;
  expected: unknown;
  prompt: unknown;
}

export const openaiEvals: EvaluationReader = {
  tool: 'OpenAI evals',
  accepts: ({ head }) => /^\s*\{"spec": *\{"completion_fns":/.test(head),
  read: async (path, file) => {
    const samples = new Map<string, Sample>();
    let spec: Fields = {};
    let isFinished = false;
    for await (const { number: line, text } of readLines(path, MAX_RESULTS_BYTES)) {
      if (text === '') continue;
      const event = parseObject(
        text,
        { file, line },
        '{"sample_id": "a", "type": "match", "data": {"correct": true}}',
      );
      if (event.spec !== undefined) spec = objectOf(event.spec);
      isFinished ||= event.final_report !== undefined;
      const id = idTextOf(event.sample_id, file);
      if (id === null) continue;
      const sample = samples.get(id) ?? emptySample();
      samples.set(id, sample);
      addEvent(sample, event, `${file}:${line}: sample ${quote(id, 40)}`);
    }
    if (!isFinished)
      throw new UnreadableRunError(
        `${file}: has no final_report, so the evaluation has not finished; run it again`,
      );
    const results = [...samples].map(([id, sample]) => resultOf(id, sample, file));
    const [model] = Array.isArray(spec.completion_fns) ? spec.completion_fns : [];
    return [{ model: null, results, settings: settingsOf(spec), subject: statedOf([['model', model]]) }];
  },
};

function emptySample(): Sample {
  return { scores: {}, said: [], traits: {}, error: null, expected: undefined, prompt: undefined };
}

function addEvent(sample: Sample, { type, data: stated }: Fields, place: string): void {
  const data = objectOf(stated);
  if (type === 'error') sample.error = textOf(data.message) ?? 'no reason given';
  if (type === 'sampling') {
    sample.said.push(data.sampled);
    sample.prompt ??= data.prompt;
  }
  if (type !== 'match' && type !== 'metrics') return;
  for (const name of TRAITS) if (data[name] !== undefined) sample.traits[name] = data[name];
  if (type === 'match') sample.expected = data.expected;
  for (const [name, value] of Object.entries(type === 'match' ? { [CORRECT]: data.correct } : data)) {
    // Texts such as the choice of a judge are no grades.
    if (TRAITS.has(name) || (typeof value !== 'number' && typeof value !== 'boolean')) continue;
    if (Object.hasOwn(sample.scores, name))
      throw new UnreadableRunError(`${place} has two grades ${quote(name)}; record one for each sample`);
    const grade = gradeOf(value);
    if (grade !== null) sample.scores[name] = grade;
  }
}

function resultOf(
  id: string,
  { scores, said, traits, error, expected, prompt }: Sample,
  file: string,
): CaseResult {
  return {
    id,
    repeat: 1,
    scores: error === null ? scores : {},
    error,
    answer: said.length === 0 ? null : canonicalJson(said),
    isCached: false,
    grading: canonicalJson(expected ?? null),
    show: typeof prompt === 'string' ? prompt : prompt === undefined ? null : canonicalJson(prompt),
    ...traitsOf(traits, `${file}: sample ${quote(id, 40)}`),
  };
}

/** The first completion function is the model, the others are judges. */
function settingsOf(spec: Fields): Map<string, string> {
  const { args } = objectOf(objectOf(spec.run_config).eval_spec);
  const [, ...judges] = Array.isArray(spec.completion_fns) ? spec.completion_fns : [];
  return new Map([
    ['evaluation', canonicalJson(spec.eval_name ?? null)],
    ['arguments of the evaluation', canonicalJson(args ?? null)],
    ['judges', canonicalJson(judges)],
  ]);
}
