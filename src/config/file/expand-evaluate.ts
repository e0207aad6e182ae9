/** Writes `evaluate` as the trainer and the seeds that it stands for. */
import type { core } from 'zod';
import { quantileMetric } from '../case-metrics.ts';
import { knownMetric } from '../known-metrics.ts';
import { DEFAULT_REPEATS } from '../schema/evaluate-schema.ts';
import { problemOfCaseMetric } from './case-metrics.ts';

type Issue = core.$ZodIssue;
type Fields = Readonly<Record<string, unknown>>;

const OF_TRAINER = ['setup', 'setup-files', 'outputs', 'environment', 'versions'] as const;
/** What a seed varies in a training. */
const OF_TRAININGS = ['vary', 'folds', 'data'] as const;
/** Measured by tools; every other scorer is better if it is higher. */
const LOWER_IS_BETTER: ReadonlySet<string> = new Set(['cost', 'latency_ms']);

export interface Expanded {
  readonly value: unknown;
  /** Keys that `evaluate` excludes. */
  readonly issues: readonly Issue[];
  /** Where the user wrote what the issue is about. */
  readonly placeOf: (issue: Issue) => Issue;
}

/** @param value a config as its file has it */
export function expandEvaluate(value: unknown): Expanded {
  const same = { value, issues: [], placeOf: (issue: Issue) => issue };
  if (!isFields(value) || value.evaluate === undefined) return same;
  const evaluate = isFields(value.evaluate) ? value.evaluate : {};
  const { repeats = DEFAULT_REPEATS } = evaluate;
  const given = OF_TRAINER.filter((key) => evaluate[key] !== undefined);
  const { checks = {} } = value;
  const issues = [
    ...['trainer', 'seeds'].map((key) => [
      key,
      'contradicts evaluate, which takes its place; remove one of them',
    ]),
    ...OF_TRAININGS.map((key) => [key, 'is for trainings, not for evaluate; remove this key']),
  ].flatMap(([key = '', message = '']) => (value[key] === undefined ? [] : [issueAt([key], message)]));
  const isRepeatable = isFields(checks) && checks.reproducible !== undefined && checks.reproducible !== false;
  if (isRepeatable)
    issues.push(issueAt(['checks', 'reproducible'], 'is for trainings, not for evaluate; remove this key'));
  issues.push(...issuesOfMetrics(value.metrics, repeats));
  return {
    value: {
      ...value,
      trainer: {
        command: commandOf(evaluate.command),
        ...Object.fromEntries(given.map((key) => [key, evaluate[key]])),
      },
      seeds: repeats,
      vary: undefined,
      folds: undefined,
      data: undefined,
      metrics: Array.isArray(value.metrics)
        ? value.metrics.map((metric) => withDirection(metric, value.metrics))
        : value.metrics,
      // Answers differ from call to call.
      checks: isFields(checks) ? { ...checks, reproducible: false } : checks,
    },
    issues,
    placeOf,
  };
}

function issuesOfMetrics(metrics: unknown, repeats: unknown): Issue[] {
  const all: readonly unknown[] = Array.isArray(metrics) ? metrics : [];
  const isMarked = all.some((metric) => isFields(metric) && metric.role === 'primary');
  if (all.length > 0 && all.every((metric) => isFields(metric) && metric.role === 'secondary'))
    return [issueAt(['metrics'], 'has no metric that decides; leave out role for one of them')];
  return all.flatMap((metric, at) => {
    if (!isFields(metric) || typeof metric.name !== 'string') return [];
    const isDeciding = metric.role === 'primary' || (!isMarked && at === 0);
    const problem = problemOfCaseMetric(metric.name, isDeciding, repeats);
    return problem === null ? [] : [issueAt(['metrics', String(at), 'name'], problem)];
  });
}

function commandOf(command: unknown): string {
  if (typeof command !== 'string' || command === '') return '-';
  return command.replaceAll('{config}', '{params.config}').replaceAll('{repeat}', '{seed}');
}

function withDirection(metric: unknown, all: unknown): unknown {
  if (!isFields(metric) || metric.direction !== undefined || typeof metric.name !== 'string') return metric;
  if (knownMetric(metric.name) !== null) return metric;
  const { scorer = metric.name } = quantileMetric(metric.name) ?? {};
  const ofScorer = Array.isArray(all) ? all.find((one) => isFields(one) && one.name === scorer) : undefined;
  const stated = isFields(ofScorer) ? ofScorer.direction : undefined;
  return { ...metric, direction: stated ?? (LOWER_IS_BETTER.has(scorer) ? 'minimize' : 'maximize') };
}

function placeOf(issue: Issue): Issue {
  const [first, ...rest] = issue.path;
  if (first === 'trainer') return { ...issue, path: ['evaluate', ...rest] };
  return first === 'seeds' ? { ...issue, path: ['evaluate', 'repeats', ...rest] } : issue;
}

function issueAt(path: string[], message: string): Issue {
  return { code: 'custom', path, message, input: undefined } as Issue;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
