/** Runs made from a truth: an experiment with tasks has the numbers that `compare` has for a table of its runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { createSplitReaders } from '../../src/analysis/examples/run-predictions.ts';
import { type LookJudge, startJudging } from '../../src/experiment/looks/judge-looks.ts';
import { meansOf, ofMeans, requireMeans, scaledRuns } from '../../src/experiment/means-of-tasks.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { toRecord } from '../../src/records/results/tables/run-rows.ts';
import { createRandom, type Random, randomInteger, randomNormal } from '../../src/stats/random.ts';
import { compareTable } from '../compare-results/compare-files.ts';
import { parseConfig } from '../support/parse-config.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Truth {
  readonly runs: readonly RunRecord[];
  readonly tasks: readonly string[];
  readonly models: readonly string[];
  readonly seeds: number;
  /** Of tasks that have fewer. */
  readonly seedsOf?: ReadonlyMap<string, number>;
  readonly bounds: ReadonlyMap<string, { readonly random: number; readonly human: number }>;
}

const DIRECTIONS = { reward: 'maximize', cost: 'minimize' } as const;
const SECONDARY = 'minutes';

/** Rewards and costs of other sizes on other tasks, and minutes that do not follow them. */
function draw(random: Random, metric: keyof typeof DIRECTIONS): Truth {
  const tasks = Array.from({ length: 6 + randomInteger(random, 3) }, (_, at) => `t${at}`);
  const models = ['baseline', 'head', 'wider'].slice(0, 2 + randomInteger(random, 2));
  const seeds = 3 + randomInteger(random, 5);
  const sign = metric === 'reward' ? 1 : -1;
  const bounds = new Map(
    tasks.map((task, at) => [task, { random: 10 ** (at % 3), human: 10 ** (at % 3) + sign * (1 + at) }]),
  );
  const runs = tasks.flatMap((task, at) =>
    models.flatMap((model, arm) =>
      Array.from({ length: seeds }, (_, seed) =>
        toRecord({
          model,
          task,
          seed: seed + 1,
          status: 'ok',
          failure: null,
          environment: {},
          metrics: {
            test: {
              [metric]: 10 ** (at % 3) * (1 + 0.1 * randomNormal(random)) + sign * 0.2 * arm,
              [SECONDARY]: 3 + random(),
            },
          },
        }),
      ),
    ),
  );
  return { runs, tasks, models, seeds, bounds };
}

const WAYS = ['mean', 'normalise'] as const;
const QUESTIONS = ['these-tasks', 'new-tasks'] as const;

async function ofExperiment(
  { runs, tasks, models, seeds, seedsOf, bounds }: Truth,
  metric: keyof typeof DIRECTIONS,
  way: (typeof WAYS)[number],
  question: (typeof QUESTIONS)[number],
): Promise<readonly Comparison[]> {
  const normalise = Object.fromEntries(bounds);
  const config = parseConfig(
    JSON.stringify({
      trainer: { command: 'python train.py {task}' },
      models: { variants: models.slice(1).map((name) => ({ name })) },
      metrics: [
        { name: metric, role: 'primary', direction: DIRECTIONS[metric], margin: 0.05 },
        { name: SECONDARY, direction: 'minimize' },
      ],
      tasks: tasks.map((name) => (seedsOf?.has(name) ? { name, seeds: seedsOf.get(name) } : name)),
      seeds,
      ...(way === 'normalise' ? { normalise } : {}),
      verdict: { for: question, ...(way === 'normalise' ? {} : { combine: way }) },
    }),
    'conclusive.yml',
  );
  requireMeans(runs, config);
  const experiment = {
    name: 'compare',
    config,
    models: models.map((name) => ({ name })),
    request: {},
    looks: [seeds],
  };
  const judge: LookJudge = startJudging(
    ofMeans(experiment) as never,
    createSplitReaders(async () => null),
  );
  const found = { records: meansOf(runs, config), trained: scaledRuns(runs, config) };
  return (await judge.take(found, 0, true)).comparisons;
}

async function ofTable(
  { runs, bounds }: Truth,
  metric: keyof typeof DIRECTIONS,
  way: (typeof WAYS)[number],
  question: (typeof QUESTIONS)[number],
) {
  const folder = await temporaryFolder();
  const normalise = join(folder, 'bounds.csv');
  const lines = [...bounds].map(([task, { random, human }]) => `${task},${random},${human}`);
  await writeFile(normalise, `task,random,human\n${lines.join('\n')}\n`);
  const rows = runs.map(({ model, task, seed, metrics }) =>
    [model, task, seed, metrics.test?.[metric], metrics.test?.[SECONDARY]].join(','),
  );
  const result = await compareTable(`model,task,seed,${metric},${SECONDARY}\n${rows.join('\n')}\n`, {
    baseline: 'baseline',
    metrics: [metric],
    secondary: [SECONDARY],
    directions: [
      { metric, value: DIRECTIONS[metric] },
      { metric: SECONDARY, value: 'minimize' },
    ],
    margins: [{ metric, value: 0.05 }],
    question,
    ...(way === 'normalise' ? { normalise } : { combine: way }),
  });
  return result;
}

const numbers = (all: readonly Comparison[]) =>
  all.map((one) => ({
    variant: one.variant,
    metric: one.metric,
    pairing: one.pairing,
    difference: one.difference,
    standardError: one.difference === null ? null : one.standardError,
    pValue: one.difference === null ? null : one.pValue,
  }));

const CASES = WAYS.flatMap((way) =>
  QUESTIONS.flatMap((question) =>
    (['reward', 'cost'] as const).map((metric) => [way, question, metric] as const),
  ),
);

test.each(CASES)('%s, %s, %s: the config has the numbers of compare', async (way, question, metric) => {
  const truth = draw(createRandom('config and compare', way, question, metric), metric);
  const own = await ofExperiment(truth, metric, way, question);
  const { comparisons } = await ofTable(truth, metric, way, question);
  expect(numbers(own)).toEqual(numbers(comparisons));
  expect(own.every(({ difference }) => difference !== null)).toBe(true);
});

test.each(WAYS)('%s: new tasks may have fewer seeds, as in a table with gaps', async (way) => {
  const random = createRandom('fewer seeds', way);
  const whole = draw(random, 'reward');
  const own = whole.tasks.slice(1).map((task) => [task, 1 + randomInteger(random, whole.seeds)] as const);
  const seedsOf = new Map(own);
  const runs = whole.runs.filter(({ task = '', seed }) => seed <= (seedsOf.get(task) ?? seed));
  const truth = { ...whole, runs, seedsOf };
  const { comparisons } = await ofTable(truth, 'reward', way, 'new-tasks');
  expect(numbers(await ofExperiment(truth, 'reward', way, 'new-tasks'))).toEqual(numbers(comparisons));
});

test.each(['reward', 'cost'] as const)('bounds of %s leave other metrics as they are', async (metric) => {
  const truth = draw(createRandom('own scale', metric), metric);
  const [normalised, plain] = [
    await ofTable(truth, metric, 'normalise', 'these-tasks'),
    await ofTable(truth, metric, 'mean', 'these-tasks'),
  ].map(({ comparisons }) => comparisons.filter((one) => one.metric === SECONDARY));
  expect(normalised).toEqual(plain);
  expect(plain?.length).toBeGreaterThan(0);
});

const marginOf = ([first]: readonly Comparison[]) =>
  first === undefined || first.difference === null ? Number.NaN : (first.equivalence?.margin ?? null);

test.each(['reward', 'cost'] as const)(
  'a margin of normalised %s is that share of the bounds on each task',
  async (metric) => {
    const truth = draw(createRandom('margin', metric), metric);
    const { tasks } = await ofTable(truth, metric, 'normalise', 'these-tasks');
    for (const { task, comparisons } of tasks?.results ?? []) {
      const { random = 0, human = 0 } = truth.bounds.get(task) ?? {};
      expect(marginOf(comparisons)).toBeCloseTo(0.05 * Math.abs(human - random), 12);
    }
  },
);

test('tasks of other scales are refused as in compare, unless the config says how they are put together', () => {
  const truth = draw(createRandom('scales'), 'reward');
  const config = (verdict: object) =>
    parseConfig(
      JSON.stringify({
        trainer: { command: 'python train.py {task}' },
        models: { variants: [{ name: 'head' }] },
        metrics: [{ name: 'reward' }],
        tasks: truth.tasks,
        seeds: truth.seeds,
        verdict,
      }),
      'conclusive.yml',
    );
  expect(() => requireMeans(truth.runs, config({}))).toThrow(/other scales on other tasks.*normalise/);
  expect(() => requireMeans(truth.runs, config({ combine: 'mean' }))).not.toThrow();
});
