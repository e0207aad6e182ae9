import { expect, test } from 'vitest';
import { metricsOfTask } from '../../../src/config/file/normalise.ts';
import { parseConfig } from '../../support/parse-config.ts';

const parse = (
  more: string,
  {
    command = 'python train.py {task}',
    metrics = '[{ name: accuracy }]',
    models = 'variants: [{ name: head }]',
  } = {},
) =>
  parseConfig(
    `trainer: { command: '${command}' }\nmodels: { ${models} }\nmetrics: ${metrics}\n${more}\n`,
    'conclusive.yml',
  );
const SIX = '[a, b, c, d, e, f]';

test('a task is a name, or a name with what differs there', () => {
  const { tasks, evaluation } = parse(
    'tasks: [wine, { name: glue/rte, params: { epochs: 3 }, metric: f1, margin: 0.02, evaluation: [rte.csv] }]\nverdict: { combine: mean }\nevaluation: [metric.py]',
  );
  expect(tasks).toEqual([
    { name: 'wine', params: {}, margin: null },
    { name: 'glue/rte', params: { epochs: 3 }, margin: 0.02, metric: 'f1' },
  ]);
  expect(evaluation).toEqual(['metric.py', 'rte.csv']);
  expect(parse('', { command: 'python train.py' }).tasks).toBeUndefined();
});

test.each(['../x', 'a/../x', 'a/..', 'a/./b', '/a'])('%s is no name of a task', (name) => {
  expect(() => parse(`tasks: [wine, ${name}]`)).toThrow(/letter or digit/);
});

test.each(['a..b', 'a/b.c', 'v1.0/x..'])('%s is one', (name) => {
  expect(parse(`tasks: [wine, ${name}]`).tasks?.[1]?.name).toBe(name);
});

test('only the primary metric is read under the name that it has in a task', () => {
  const { metrics, tasks = [] } = parse(
    'tasks: [wine, { name: rte, metric: f1 }]\nverdict: { combine: mean }',
    {
      metrics: '[{ name: loss, role: secondary }, { name: accuracy, role: primary }]',
    },
  );
  expect(metricsOfTask(metrics, tasks[0])).toEqual(metrics);
  expect(metricsOfTask(metrics, tasks[1])).toEqual([
    metrics[0],
    { ...metrics[1], from: { name: 'f1', split: null } },
  ]);
});

test.each([
  'verdict: { combine: mean }',
  'normalise: { wine: { random: 0, human: 1 }, rte: { random: 0.5, human: 1 } }',
])('%s decides how tasks with other metrics are put together', (more) => {
  expect(parse(`tasks: [wine, { name: rte, metric: f1 }]\n${more}`).tasks).toHaveLength(2);
});

test.each(['acc', 'eval_accuracy', 'test/acc'])('%s is another name of the same metric', (name) => {
  expect(parse(`tasks: [wine, { name: rte, metric: ${name} }]`).tasks?.[1]?.metric).toBe(name);
});

test('new tasks have one look, with six seeds unless the config says otherwise', () => {
  const newTasks = `tasks: ${SIX}\nverdict: { for: new-tasks }`;
  expect(parse(newTasks).seeds).toEqual({ kind: 'fixed', min: 6, max: 6 });
  expect(parse(`${newTasks}\nseeds: 2`).seeds.max).toBe(2);
  expect(parse(`tasks: ${SIX}`).seeds).toEqual({ kind: 'sequential', min: 6, max: 25 });
});

const BOUNDED = 'tasks: [a, b]\nnormalise: { a: { random: 0, human: 1 }, b: { random: 0.5, human: 1 } }';
const many = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`).join(', ');

test.each<[string, string, RegExp, Parameters<typeof parse>[1]?]>([
  ['one task', 'tasks: [wine]', /^conclusive.yml:4:8: tasks: must have at least 2 entries, found 1/],
  ['501 tasks', `tasks: [${many(501)}]`, /tasks: must have at most 500 entries, found 501/],
  [
    'the same name twice',
    'tasks: [wine, { name: wine, margin: 0.1 }]',
    /tasks\[1\]\.name: "wine" appears twice; the first is entry \[0\]/,
  ],
  ['a name with a space', 'tasks: [wine, "a b"]', /tasks\[1\]: must be letters, digits/],
  [
    'an unknown key of a task',
    'tasks: [wine, { name: rte, metrik: f1 }]',
    /tasks\[1\]: unknown key "metrik"; allowed: name, params, metric, margin, evaluation, seeds; did you mean "metric"/,
  ],
  ['a number', 'tasks: [wine, 3]', /tasks\[1\]: must be a name, or a mapping with name, params/],
  [
    '{task} without tasks',
    '',
    /trainer\.command: \{task\} has no value without tasks; list them, or remove it/,
  ],
  [
    'a verdict on tasks without tasks',
    'verdict: { for: new-tasks }',
    /verdict\.for: new-tasks needs tasks; list them, or remove this key/,
    { command: 'python train.py' },
  ],
  [
    'a gate on tasks without tasks',
    'gate: { tasks: { no-worse-than: 0.01 } }',
    /gate\.tasks: needs tasks; list them, or remove this key/,
    { command: 'python train.py' },
  ],
  [
    'too few tasks for new ones',
    'tasks: [a, b, c, d, e]\nverdict: { for: new-tasks }',
    /verdict\.for: new-tasks needs at least 6 tasks, because they are its sample; there are 5/,
  ],
  [
    'looks at new tasks',
    `tasks: ${SIX}\nverdict: { for: new-tasks }\nseeds: { min: 4, max: 8 }`,
    /seeds: must be a number with verdict\.for: new-tasks/,
  ],
  [
    'an allowed task that does not exist',
    'tasks: [wine, rte]\ngate: { tasks: { no-worse-than: 0.01, allow: [rtee] } }',
    /gate\.tasks\.allow\[0\]: "rtee" is not among the tasks; did you mean "rte"\?/,
  ],
  [
    'a loss that is no loss',
    'tasks: [a, b]\ngate: { tasks: { no-worse-than: 0 } }',
    /gate\.tasks\.no-worse-than: must be above 0/,
  ],
  ['folds', 'tasks: [a, b]\nvary: folds', /tasks: cannot be used with vary: folds/],
  [
    'a fixed baseline',
    'tasks: [a, b]',
    /models\.baseline\.value: is one number, which cannot be compared task by task/,
    { models: 'baseline: { value: 0.8 }, variants: [{ name: head }]' },
  ],
  [
    'other seeds in one of these tasks',
    'tasks: [a, { name: b, seeds: 3 }]\nseeds: 6',
    /tasks\[1\]\.seeds: needs verdict: \{ for: new-tasks \}\. .* every task needs the same seeds/,
  ],
  [
    'more seeds in one of new tasks',
    'tasks: [a, b, c, d, e, { name: f, seeds: 8 }]\nverdict: { for: new-tasks }\nseeds: 6',
    /tasks\[5\]\.seeds: must be at most the seeds of the other tasks; write seeds: 8 or more/,
  ],
  [
    'a metric that may have another scale',
    'tasks: [a, { name: b, metric: f1 }]',
    /tasks\[1\]\.metric: f1 may have another scale than accuracy\. .*normalise.*combine: mean/,
  ],
  [
    'a combination without tasks',
    'verdict: { combine: mean }',
    /verdict\.combine: needs tasks/,
    { command: 'python train.py' },
  ],
  [
    'bounds without tasks',
    'normalise: { a: { random: 0, human: 1 } }',
    /normalise: needs tasks/,
    { command: 'python train.py' },
  ],
  [
    'bounds of some tasks',
    'tasks: [a, b]\nnormalise: { a: { random: 0, human: 1 } }',
    /normalise: has no scores of b; add its random and its human score/,
  ],
  [
    'bounds of no task',
    'tasks: [wine, rte]\nnormalise: { wine: { random: 0, human: 1 }, rtee: { random: 0, human: 1 }, rte: { random: 0, human: 1 } }',
    /normalise\.rtee: "rtee" is not among the tasks; did you mean "rte"\?/,
  ],
  [
    'bounds the wrong way round',
    'tasks: [a, b]\nnormalise: { a: { random: 0, human: 1 }, b: { random: 1, human: 0 } }',
    /normalise\.b: random 1 and human 0, but higher accuracy is better/,
  ],
  [
    'equal bounds',
    'tasks: [a, b]\nnormalise: { a: { random: 0, human: 1 }, b: { random: 1, human: 1 } }',
    /normalise\.b: random 1 and human 1, which are equal/,
  ],
  [
    'bounds of one of two metrics',
    BOUNDED,
    /normalise: does not say which primary metric it is for: accuracy or f1/,
    { metrics: '[{ name: accuracy, role: primary }, { name: f1, role: primary }]' },
  ],
  [
    'a gate in the unit of the metric',
    `${BOUNDED}\ngate: { metrics: { accuracy: { fail-on: [regression] } } }`,
    /gate\.metrics: is in the unit of a metric, which normalise replaces/,
  ],
  [
    'one loss for tasks of other scales',
    `${BOUNDED}\ngate: { tasks: { no-worse-than: 0.01 } }`,
    /gate\.tasks: has one size in the metric, whose scale differs between tasks with normalise/,
  ],
  [
    'a claim in the unit of the metric',
    `${BOUNDED}\nclaim: accuracy +0.01`,
    /claim: is in the unit of a metric, which normalise replaces/,
  ],
  [
    'bounds and new examples',
    `${BOUNDED}\nverdict: { for: new-examples }`,
    /verdict\.for: new-examples needs the metric itself, which normalise replaces/,
  ],
  [
    'a metric of the other direction',
    'tasks: [a, { name: b, metric: mse }]',
    /tasks\[1\]\.metric: mse is to minimize, but accuracy is to maximize/,
  ],
  [
    'a metric that could be one of two',
    'tasks: [a, { name: b, metric: recall }]',
    /tasks\[1\]\.metric: does not say which primary metric it is for: accuracy or f1/,
    { metrics: '[{ name: accuracy, role: primary }, { name: f1, role: primary }]' },
  ],
])('%s is refused', (_, more, message, rest) => {
  expect(() => parse(more, rest)).toThrow(message);
});
