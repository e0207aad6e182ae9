/** HELM, `per_instance_stats.json` with `run_spec.json` and `scenario_state.json` next to it. Trials are repeats. */
import { dirname, join } from 'node:path';
import { quote } from '../../../words/list.ts';
import { readText } from '../../bounded-file.ts';
import { canonicalJson } from '../../json.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, type EvaluationReader, LATENCY } from '../evaluation.ts';
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

/** What HELM counts of each request, which no metric of the run asked for. */
const COUNTED =
  /^(?:num_|training_|inference_|finish_reason_|prompt_truncated|batch_size|max_prob|logprob|perplexity|bits_per_byte)/;
const LATENCY_SECONDS = 'inference_runtime';
const SAMPLING = [
  'temperature',
  'max_tokens',
  'num_outputs',
  'stop_sequences',
  'max_train_instances',
] as const;

export const helm: EvaluationReader = {
  tool: 'HELM',
  beside: /(?:^|\/)(?:run_spec|scenario|scenario_state|stats|instances|per_instance_stats_schema)\.json$/,
  accepts: ({ name, head }) =>
    name === 'per_instance_stats.json' && /^\s*\[\s*(?:\]|\{\s*"instance_id")/.test(head),
  read: async (path, file) => {
    const parse = async (name: string) => {
      const text = await readText(join(dirname(path), name), MAX_RESULTS_BYTES).catch((error) => {
        if (error.code !== 'ENOENT') throw error;
        throw new UnreadableRunError(
          `${file}: has no ${name} next to it, which tells failed calls from wrong answers; keep the whole folder of the run`,
        );
      });
      return parseJsonAt(text, { file: join(dirname(file), name), line: null });
    };
    const spec = objectOf(await parse('run_spec.json'));
    const task = taskOf(String(spec.name ?? ''));
    const results = new Map<string, CaseResult>();
    const requests = new Set<string>();
    for (const state of listOf(objectOf(await parse('scenario_state.json')).request_states)) {
      const key = keyOf(objectOf(state.instance), state.train_trial_index);
      // Adapters that ask for each reference by itself have several requests for one instance.
      const request = JSON.stringify([key, state.reference_index, state.request_mode]);
      if (requests.has(request))
        throw new UnreadableRunError(
          `${file}: has the instance ${quote(key)} twice in one trial; give each its own id`,
        );
      requests.add(request);
      const known = results.get(key);
      const result = resultOf(task, state, file);
      results.set(key, known?.error != null ? known : { ...result, answer: known ? null : result.answer });
    }
    for (const entry of listOf(await parse('per_instance_stats.json'))) {
      const key = keyOf({ id: entry.instance_id, perturbation: entry.perturbation }, entry.train_trial_index);
      const result = results.get(key);
      if (result === undefined)
        throw new UnreadableRunError(
          `${file}: ${quote(key)} is not in scenario_state.json; both must be of one run`,
        );
      if (result.error === null) addStats(result, listOf(entry.stats), file);
    }
    const { model, model_deployment, instructions } = objectOf(spec.adapter_spec);
    const subject = statedOf([
      ['model', model ?? /model=([^,]*)/.exec(String(spec.name))?.[1]],
      ['deployment of the model', model_deployment],
      [`instructions of ${task}`, instructions],
    ]);
    return [{ model: null, results: [...results.values()], settings: settingsOf(task, spec), subject }];
  },
};

/** Without the model: `mmlu:subject=philosophy,model=openai_gpt2` -> `mmlu:subject=philosophy`. */
function taskOf(name: string): string {
  const [scenario = '', ...rest] = name.split(':');
  const args = rest.join(':').split(',');
  const kept = args.filter((arg) => arg !== '' && !/^model(?:_deployment)?=/.test(arg));
  return [scenario, kept.join(',')].filter((part) => part !== '').join(':');
}

function keyOf({ id, perturbation }: Fields, trial: unknown): string {
  return JSON.stringify([id, perturbation === undefined ? null : canonicalJson(perturbation), trial ?? 0]);
}

function resultOf(task: string, state: Fields, file: string): CaseResult {
  const instance = objectOf(state.instance);
  const perturbation = textOf(objectOf(instance.perturbation).name);
  const id = idTextOf(instance.id, file);
  const trial = Number(state.train_trial_index ?? 0);
  if (id === null || !Number.isSafeInteger(trial))
    throw new UnreadableRunError(`${file}: an instance has no id or trial`);
  const result = objectOf(state.result);
  const isFailed = result.success !== true;
  return {
    id: idOf(`${task}/${id}${perturbation === null ? '' : ` (${perturbation})`}`),
    repeat: trial + 1,
    scores: {},
    error: isFailed ? (textOf(result.error) ?? 'no reason given') : null,
    answer: canonicalJson(listOf(result.completions).map(({ text }) => text)),
    isCached: result.cached === true,
    grading: canonicalJson(instance.references ?? null),
    show: textOf(objectOf(state.request).prompt),
    // Perturbed copies of an instance are not independent.
    ...(perturbation === null ? {} : { group: `${task}/${id}` }),
    ...traitsOf(objectOf(instance.extra_data), file),
  };
}

function addStats({ id, scores }: CaseResult, stats: readonly Fields[], file: string): void {
  const found = scores as Record<string, number>;
  for (const { name: named, mean, count } of stats) {
    const { name: metric, sub_split: subSplit } = objectOf(named);
    const grade = gradeOf(mean);
    if (grade === null || count === 0) continue;
    const name = metric === LATENCY_SECONDS ? LATENCY : [metric, subSplit].filter(Boolean).join('/');
    if (name !== LATENCY && COUNTED.test(name)) continue;
    const value = name === LATENCY ? 1000 * grade : grade;
    if (Object.hasOwn(found, name) && found[name] !== value)
      throw new UnreadableRunError(`${file}: grades the case ${quote(id, 40)} twice by ${quote(name)}`);
    found[name] = value;
  }
}

/** Instructions and prefixes are the prompt, which may be the change. */
function settingsOf(task: string, spec: Fields): Map<string, string> {
  const adapter = objectOf(spec.adapter_spec);
  const stated: ReadonlyArray<readonly [string, unknown]> = [
    [`scenario of ${task}`, spec.scenario_spec],
    [`metrics of ${task}`, spec.metric_specs],
    [`annotators of ${task}`, spec.annotators],
    [`perturbations of ${task}`, spec.data_augmenter_spec],
    ...SAMPLING.map((name) => [`${name} of ${task}`, adapter[name]] as const),
  ];
  return new Map(
    stated.flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, canonicalJson(value)] as const],
    ),
  );
}
