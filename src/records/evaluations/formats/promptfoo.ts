/** promptfoo, `--output results.json`. A case is known by its variables; `--repeat` writes it again, with a later `testIdx`. */

import { quote } from '../../../words/list.ts';
import { readText } from '../../bounded-file.ts';
import { canonicalJson, isObject } from '../../json.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, COST, type Evaluation, type EvaluationReader, LATENCY } from '../evaluation.ts';
import { type Fields, gradeOf, idOf, listOf, objectOf, statedOf, textOf, traitsOf } from './values.ts';

/** `ResultFailureReason.ERROR`: the call failed, and nothing was graded. */
const FAILED_CALL = 2;
const OWN_SCORES = ['score', 'pass', COST, LATENCY] as const;
const COMPARISONS: ReadonlySet<unknown> = new Set(['select-best', 'max-score']);
/** Settings of a provider that change how it draws answers. */
const SAMPLING = ['temperature', 'top_p', 'top_k', 'seed', 'max_tokens'] as const;

interface Model {
  readonly name: string;
  readonly results: CaseResult[];
  readonly repeats: Map<string, number>;
  /** Id and label. */
  readonly provider: Fields;
  readonly prompt: string | null;
}

export const promptfoo: EvaluationReader = {
  tool: 'promptfoo',
  accepts: ({ head }) => /^\s*\{\s*"evalId"/.test(head),
  read: async (path, file) => {
    const log = parseJsonAt(await readText(path, MAX_RESULTS_BYTES), { file, line: null });
    const { results: body, config, runtimeOptions } = objectOf(log);
    const { results, version } = objectOf(body);
    if (!Array.isArray(results) || (version !== undefined && version !== 3))
      throw new UnreadableRunError(
        `${file}: has no results of version 3, as promptfoo 0.90 and later write them with --output results.json`,
      );
    const models = new Map<string, Model>();
    for (const result of results.map(objectOf).sort(byTest)) addResult(models, result, file);
    const { repeat = objectOf(objectOf(config).evaluateOptions).repeat } = objectOf(runtimeOptions);
    const repeats = Number.isSafeInteger(repeat) ? Number(repeat) : 1;
    return [...models.values()].map((model): Evaluation => {
      requireDistinct(model, repeats, file);
      return {
        model: models.size === 1 ? null : model.name,
        results: model.results,
        settings: new Map(samplingOf(objectOf(config).providers, model.provider)),
        // Other suites may have other prompts.
        subject: statedOf([
          ['provider', model.provider],
          [`prompt of ${quote(model.results[0]?.id ?? '', 40)}`, model.prompt],
        ]),
      };
    });
  },
};

function addResult(models: Map<string, Model>, result: Fields, file: string): void {
  const provider = objectOf(result.provider);
  const key = JSON.stringify([provider, result.promptIdx]);
  const prompt = objectOf(result.prompt);
  const known: Model = models.get(key) ?? {
    name: nameOf(models, textOf(provider.label) ?? textOf(provider.id) ?? 'model', textOf(prompt.label)),
    results: [],
    repeats: new Map(),
    provider,
    prompt: textOf(prompt.label),
  };
  models.set(key, known);
  const test = objectOf(result.testCase);
  const vars = objectOf(test.vars ?? result.vars);
  const values = Object.values(vars);
  const content = values.length === 1 && typeof values[0] === 'string' ? values[0] : canonicalJson(vars);
  const id = idOf([textOf(test.description), content].filter((text) => text !== null).join(': '));
  const repeat = (known.repeats.get(id) ?? 0) + 1;
  known.repeats.set(id, repeat);
  const response = objectOf(result.response);
  const error = errorOf(result);
  const place = `${file}: ${quote(id, 40)}`;
  known.results.push({
    id,
    repeat,
    scores: error === null ? scoresOf(result, place) : {},
    error,
    answer: response.output === undefined ? null : canonicalJson(response.output),
    isCached: response.cached === true,
    // A judge may be named in the assertions or in the options.
    grading: canonicalJson([test.assert, objectOf(test.options).provider, test.threshold]),
    show: textOf(prompt.raw),
    ...traitsOf(objectOf(test.metadata), place),
  });
}

/** Text of a failed call or judge. promptfoo gives such an answer the score 0. */
function errorOf({ failureReason, error, gradingResult }: Fields): string | null {
  if (failureReason === FAILED_CALL) return textOf(error) ?? 'no reason given';
  const grading = objectOf(gradingResult);
  const failed = [grading, ...listOf(grading.componentResults)].find(
    ({ metadata }) => objectOf(metadata).graderError === true,
  );
  return failed === undefined ? null : (textOf(failed.reason) ?? 'the judge failed');
}

function scoresOf(result: Fields, place: string): Record<string, number> {
  const grading = objectOf(result.gradingResult);
  const weights = objectOf(grading.namedScoreWeights);
  const namedScores = objectOf(result.namedScores);
  // promptfoo writes 0 for a metric of weight 0, whatever its grade.
  const named = Object.keys(namedScores).filter((name) => weights[name] !== 0);
  requireOneGradeEach(named, weights, listOf(grading.componentResults), place);
  const scores: Record<string, number> = {};
  const add = (name: string, value: unknown) => {
    const grade = gradeOf(value);
    if (grade !== null) scores[name] = grade;
  };
  for (const name of named) add(name, namedScores[name]);
  add('score', result.score);
  add('pass', result.success);
  add(COST, result.cost);
  add(LATENCY, result.latencyMs);
  return scores;
}

/**
 * Assertions that share the name of a metric give their weighted mean, with the weights next to it (promptfoo pull request
 * 8206). Earlier versions give their sum, and comparisons such as `select-best` replace what other assertions gave.
 */
function requireOneGradeEach(
  named: readonly string[],
  weights: Fields,
  parts: readonly Fields[],
  place: string,
): void {
  const own = OWN_SCORES.find((name) => named.includes(name));
  if (own !== undefined)
    throw new UnreadableRunError(
      `${place}: has a metric ${quote(own)}, which promptfoo itself measures; give the metric of the assertion another name`,
    );
  const assertions = parts.map(({ assertion }) => objectOf(assertion));
  for (const name of named) {
    const sharing = assertions.filter(({ metric }) => metric === name);
    if (sharing.length < 2) continue;
    if (Object.hasOwn(weights, name) && !sharing.some(({ type }) => COMPARISONS.has(type))) continue;
    throw new UnreadableRunError(
      `${place}: ${sharing.length} assertions share the metric ${quote(name)}, and the log does not say how promptfoo joined them; give each its own metric`,
    );
  }
}

/** Models of one file differ in provider or prompt. */
function nameOf(models: ReadonlyMap<string, Model>, provider: string, prompt: string | null): string {
  const taken = new Set([...models.values()].map(({ name }) => name));
  const names = [provider, `${provider}: ${prompt}`].map((name) => idOf(name.replaceAll(/\s+/g, ' ')));
  return names.find((name) => !taken.has(name)) ?? `${names[0]} ${models.size + 1}`;
}

/** Reads the settings of the only provider, or of the one with this id and label. */
function samplingOf(providers: unknown, { id, label }: Fields): Array<[string, string]> {
  const all = listOf(providers).map((one) => {
    const [[name, options] = ['', {}], ...more] = Object.entries(one);
    // The short form: `{ 'openai:gpt-4o': { config } }`.
    return more.length === 0 && isObject(options) ? { id: name, ...options } : one;
  });
  const named = all.filter((one) => (textOf(label) === null ? one.id === id : one.label === label));
  const [own, ...others] = all.length === 1 ? all : named;
  if (own === undefined || others.length > 0) return [];
  const config = objectOf(own.config);
  return SAMPLING.flatMap((name) =>
    name in config ? [[name, canonicalJson(config[name])] as [string, string]] : [],
  );
}

/** @throws UnreadableRunError for two tests that look like repeats of one */
function requireDistinct({ repeats }: Model, expected: number, file: string): void {
  const again = [...repeats].find(([, count]) => count > expected);
  if (again === undefined) return;
  throw new UnreadableRunError(
    `${file}: ${again[1]} results have the variables ${JSON.stringify(again[0])}, but each test ran ${expected === 1 ? 'once' : `${expected} times`}; give tests with equal variables a description each`,
  );
}

function byTest(a: Fields, b: Fields): number {
  return Number(a.testIdx) - Number(b.testIdx);
}
