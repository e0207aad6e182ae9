/** An experiment over tasks: in one go, again, stopped and continued, in shards, with a task that fails, and for new tasks. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAgainstItself } from '../../src/experiment/against-itself.ts';
import { examine } from '../../src/experiment/doctor/examine.ts';
import { planAhead } from '../../src/experiment/planning/plan-ahead.ts';
import { AwaitedRunsError, describeWave, nextWave } from '../../src/experiment/waves/awaited-runs.ts';
import { takeRecords } from '../../src/experiment/waves/take-records.ts';
import { trainShard } from '../../src/experiment/waves/train-shard.ts';
import { runExperiment } from '../../src/experiment.ts';
import { type RunRecord, runRecordSchema } from '../../src/records/record.ts';
import type { Progress } from '../../src/train/progress.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { compareTable } from '../compare-results/compare-files.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { smallExperiment, writeExperiment } from './small-experiment.ts';

const LEVEL = { wine: 0.9, digits: 0.7, 'glue/rte': 0.5 };
const GAIN = { wine: 0.05, digits: 0.06, 'glue/rte': -0.02 };
const NAMES = ['wine', 'digits', 'glue/rte'] as const;
const scoreOf = (noise = 'noise') =>
  `(${JSON.stringify(LEVEL)})[task] + arm * (${JSON.stringify(GAIN)})[task] + 0.01 * ${noise}`;
const PROGRAM = { score: scoreOf() };
const TASKS = 'tasks: [wine, digits, glue/rte]\n';

/** The program's own formula. */
function trueMean(arm: number, seed: number): number {
  const noise = 0.01 * Math.sin(1e4 * (2 * seed + arm));
  return NAMES.reduce((sum, task) => sum + LEVEL[task] + arm * GAIN[task] + noise, 0) / NAMES.length;
}

async function recordsIn(output: string): Promise<RunRecord[]> {
  const folder = join(output, 'runs');
  const files = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  return Promise.all(
    files.map(async (file) => runRecordSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  );
}

function measured({ comparisons }: ExperimentResult) {
  const [first] = comparisons;
  if (first === undefined || first.difference === null) throw new Error('nothing was compared');
  return first;
}

const planOf = (experiment: Awaited<ReturnType<typeof writeExperiment>>) =>
  planAhead({
    ...experiment,
    isConfigNamed: true,
    isListed: true,
    margins: [],
    deviations: [],
    warn: () => {},
  });
const nameOf = ({ model, task, seed }: Pick<RunRecord, 'model' | 'task' | 'seed'>) =>
  `${model} ${task} ${seed}`;
const everyRun = (seeds: number) =>
  ['baseline', 'head'].flatMap((model) =>
    NAMES.flatMap((task) =>
      Array.from({ length: seeds }, (_, index) => nameOf({ model, task, seed: index + 1 })),
    ),
  );

describe('over these tasks', () => {
  test('every model trains on every task with every seed, and a seed counts with its mean', async () => {
    const run = await smallExperiment(PROGRAM, `${TASKS}seeds: 6\n`);
    const finished: string[] = [];
    const { result, fingerprints, outputDirectory } = await run({
      onProgress: (event: Progress) => event.kind === 'finished' && finished.push(nameOf(event)),
    });
    expect(finished.sort()).toEqual(everyRun(6).sort());
    expect(new Set(fingerprints).size).toBe(36);
    expect((await recordsIn(outputDirectory)).map(nameOf).sort()).toEqual(everyRun(6).sort());
    const [comparison] = result.comparisons;
    const seeds = [1, 2, 3, 4, 5, 6];
    const difference = seeds.reduce((sum, seed) => sum + trueMean(1, seed) - trueMean(0, seed), 0) / 6;
    expect(comparison).toMatchObject({ pairing: 'seed', baseline: { n: 6 }, scope: 'this-test-set' });
    expect(comparison?.difference).toBeCloseTo(difference, 10);
    expect(result.models.find(({ name }) => name === 'head')?.values.score).toEqual(
      seeds.map((seed) => ({ seed, value: expect.closeTo(trueMean(1, seed), 10) })),
    );
    expect(result.runs).toMatchObject({ trained: 36, reused: 0, failures: [] });
    expect(result.tasks).toMatchObject({ question: 'these-tasks', names: [...NAMES], leftOut: [] });
    for (const { task, comparisons } of result.tasks?.results ?? []) {
      const mean = seeds.reduce(
        (sum, seed) => sum + Math.sin(1e4 * (2 * seed + 1)) - Math.sin(1e4 * 2 * seed),
        0,
      );
      expect(comparisons[0]?.difference).toBeCloseTo(GAIN[task as keyof typeof GAIN] + (0.01 * mean) / 6, 10);
    }

    const again = await run();
    expect(again.result.runs).toMatchObject({ trained: 0, reused: 36 });
    expect(again.result.comparisons).toEqual(result.comparisons);
  });

  test('a stopped experiment goes on where it was', async () => {
    const run = await smallExperiment(PROGRAM, `${TASKS}seeds: 6\n`);
    const stop = new AbortController();
    let done = 0;
    const stopped = run({
      signal: stop.signal,
      onProgress: (event) => {
        if (event.kind === 'finished' && ++done === 10) stop.abort();
      },
    });
    await expect(stopped).rejects.toThrow('training was stopped');
    const { result } = await run();
    expect(result.runs.reused).toBeGreaterThanOrEqual(10);
    expect(result.runs.trained + result.runs.reused).toBe(36);
  });

  test('a look needs all tasks of its seeds', async () => {
    const run = await smallExperiment(
      { score: scoreOf('(seed % 3 + arm * Math.cos(seed))') },
      `${TASKS}seeds: { min: 4, max: 12 }\n`,
    );
    const looks: Progress[] = [];
    const { result } = await run({
      onProgress: (event) => {
        if (event.kind === 'look') looks.push(event);
      },
    });
    expect(looks.length).toBeGreaterThan(0);
    const pairs = measured(result).baseline.n;
    expect(result.runs.trained).toBe(pairs * 6);
  });

  test('a task has its own parameters, and its own name of the metric', async () => {
    const run = await smallExperiment(
      {
        score: `undefined, ...(task === 'wine' ? { score: 0.5 + arm * 0.1 + noise * 0.01 } : { f1: JSON.parse(CONCLUSIVE_PARAMS).lift + arm * 0.1 + noise * 0.01 })`,
        params: '{ arm: 0, lift: 9 }',
      },
      'tasks: [wine, { name: rte, params: { lift: 0.7 }, metric: f1 }]\nverdict: { combine: mean }\nseeds: 6\n',
    );
    const { result, outputDirectory } = await run();
    expect(measured(result).baseline.mean).toBeCloseTo(0.6, 1);
    const records = await recordsIn(outputDirectory);
    expect(new Set(records.filter(({ task }) => task === 'rte').map(({ params }) => params.lift))).toEqual(
      new Set([0.7]),
    );
    expect(new Set(records.filter(({ task }) => task === 'wine').map(({ params }) => params.lift))).toEqual(
      new Set([9]),
    );
  });

  test('a seed with a failed task is a failed run, whose failure names the task', async () => {
    const fails = 'if (task === "digits" && arm === 1 && seed === 2) throw new Error("no such file");';
    const run = await smallExperiment(
      { score: `(() => { ${fails} return ${scoreOf()} })()`, limits: '{ parallel: 2, failed-runs: 0.3 }' },
      `${TASKS}seeds: 6\n`,
    );
    const { result } = await run();
    expect(measured(result).candidate.n).toBe(5);
    const failed = result.checks.find(({ id, model }) => id === 'failed-runs' && model === 'head');
    expect(JSON.stringify([failed, result.runs.failures])).toContain('digits');
  });

  test('a task on which every run fails makes the verdict invalid', async () => {
    const run = await smallExperiment(
      { score: `(() => { if (task === "digits") throw new Error("no data"); return ${scoreOf()} })()` },
      `${TASKS}seeds: 6\n`,
    );
    const { result, exitCode } = await run();
    expect(result.verdict).toBe('invalid');
    expect(exitCode).not.toBe(0);
    // It stops long before 36 runs.
    expect(result.runs.trained).toBeLessThan(36);
  });
});

test.each(['these-tasks', 'new-tasks'] as const)(
  'a table of the same runs has the same numbers in compare: %s',
  async (question) => {
    const names = Array.from({ length: 6 }, (_, index) => `t${index + 1}`);
    const run = await smallExperiment(
      {
        score:
          '0.3 + 0.05 * task.slice(1) + arm * (0.02 + 0.01 * Math.sin(task.slice(1))) + 0.01 * noise * Math.cos(task.slice(1))',
      },
      `tasks: [${names.join(', ')}]\nverdict: { for: ${question} }\nseeds: 5\n`,
    );
    const { result, outputDirectory } = await run();
    const rows = (await recordsIn(outputDirectory)).map(({ model, task, seed, metrics }) =>
      [model, task, seed, metrics.test?.score].join(','),
    );
    const table = `model,task,seed,score\n${rows.join('\n')}\n`;
    const compared = await compareTable(table, { baseline: 'baseline', metrics: ['score'], question });
    const numbersOf = ({ comparisons, tasks }: ExperimentResult) =>
      [...comparisons, ...(tasks?.results.flatMap(({ comparisons: own }) => own) ?? [])].map((one) => {
        if (one.difference === null) throw new Error('not measured');
        return [one.difference, one.standardError, one.pValue].map((value) => Number(value.toPrecision(9)));
      });
    expect(numbersOf(compared)).toEqual(numbersOf(result));
    expect(compared.tasks?.names).toEqual(result.tasks?.names);
  },
);

describe('tasks of other scales', () => {
  const SIZES = {
    score: `(${JSON.stringify({ wine: 1, digits: 100, 'glue/rte': 1e4 })})[task] * (1 + 0.2 * arm + 0.1 * noise)`,
  };
  const HUMAN = { wine: 2, digits: 200, 'glue/rte': 2e4 };
  const bounds = Object.entries(HUMAN)
    .map(([task, human]) => `${task}: { random: 0, human: ${human} }`)
    .join(', ');

  test('are refused after the first look, and their runs are kept', async () => {
    const folder = await temporaryFolder();
    const refused = await smallExperiment(SIZES, `${TASKS}seeds: 6\n`, folder);
    await expect(refused()).rejects.toThrow(/score has other scales on other tasks.*normalise/);
    const normalised = await smallExperiment(SIZES, `${TASKS}seeds: 6\nnormalise: { ${bounds} }\n`, folder);
    const { result, report } = await normalised().then((found) => ({ ...found, report: found.markdown }));
    expect(result.runs).toMatchObject({ trained: 0, reused: 36 });
    expect(result.tasks).toMatchObject({ scale: 'normalised' });
    expect(result.metrics.map(({ name }) => name)).toEqual(['normalised(score)']);
    const seeds = [1, 2, 3, 4, 5, 6];
    const gain = seeds.map((seed) => Math.sin(1e4 * (2 * seed + 1)) - Math.sin(1e4 * 2 * seed));
    const difference = 0.5 * (0.2 + (0.1 * gain.reduce((sum, one) => sum + one, 0)) / 6);
    expect(measured(result).difference).toBeCloseTo(difference, 10);
    expect(report).not.toContain('NaN');
  });

  test('the baseline is compared with itself, and the plan has the spread', async () => {
    const own = await writeExperiment(SIZES, `${TASKS}seeds: 6\nnormalise: { ${bounds} }\n`);
    const { result } = await runAgainstItself(own);
    expect(JSON.stringify(result)).not.toContain('NaN');
    await runExperiment(own);
    const plan = await planOf(own);
    expect(plan.metrics[0]?.metric).toBe('normalised(score)');
    expect(plan.metrics[0]).toHaveProperty('spread');
  });
});

test('with predictions, the verdict is for new examples of every task', async () => {
  const run = await smallExperiment(
    {
      score: '0',
      metrics: '[{ name: accuracy, margin: 0.3 }]',
      rows: `Array.from({ length: 10 * task.length }, (_, id) => ({
        id: String(id), label: id % 2, prediction: uniform(seed, arm, id, task.length) < 0.6 + 0.3 * arm ? id % 2 : 1 - (id % 2) }))`,
    },
    `${TASKS}seeds: 6\n`,
  );
  const { result } = await run();
  const [comparison] = result.comparisons;
  expect(comparison).toMatchObject({ scope: 'new-examples', testExamples: 180 });
  const byTask = result.tasks?.results.map(({ comparisons }) => comparisons[0]?.difference ?? 0) ?? [];
  expect(measured(result).difference).toBeCloseTo(byTask.reduce((sum, one) => sum + one, 0) / 3, 10);
  expect(result.checks.find(({ id }) => id === 'test-examples')).toMatchObject({ status: 'pass' });
});

test('runs that only a check needs are of the first task', async () => {
  const run = await smallExperiment(
    {
      ...PROGRAM,
      params: '{ arm: 0, lr: 1 }',
      metrics: '[{ name: score, direction: maximize, margin: 0.001 }]',
    },
    `${TASKS}seeds: 6\nchecks: { sensitivity: { lr: [0.5, 2] } }\n`,
  );
  const { outputDirectory, result } = await run();
  const extra = await recordsIn(join(outputDirectory, 'checks'));
  expect(extra.length).toBeGreaterThan(0);
  expect(new Set(extra.map(({ task }) => task))).toEqual(new Set(['wine']));
  const check = result.checks.find(({ id }) => id === 'sensitivity');
  expect(check?.status).not.toBe('not-checked');
  expect((await recordsIn(join(outputDirectory, 'repeats'))).map(nameOf)).toEqual(
    expect.arrayContaining(['baseline wine 1', 'head wine 1']),
  );
});

test('the baseline is compared with itself over the tasks', async () => {
  const own = await writeExperiment(PROGRAM, `${TASKS}seeds: 4\n`);
  const { result } = await runAgainstItself(own);
  expect(JSON.stringify(result)).not.toContain('NaN');
});

test('doctor tries one task, and says so', async () => {
  const own = await writeExperiment(PROGRAM, `${TASKS}seeds: 4\n`);
  const steps: string[] = [];
  const findings = await examine({ ...own, onStep: (step) => steps.push(step) });
  expect(findings).toContainEqual({
    topic: 'tasks',
    status: 'note',
    message: 'only wine was tried; digits, glue/rte may still fail',
  });
  expect(steps[0]).toContain('training wine, baseline, seed 1');
  expect(findings.find(({ topic }) => topic === 'cost')?.message).toContain('24 runs');
});

test('the plan has every run with its task', async () => {
  const own = await writeExperiment(PROGRAM, `${TASKS}seeds: 4\n`);
  const plan = await planOf(own);
  expect(plan.waves.flatMap(({ runs }) => runs.map(nameOf)).sort()).toEqual(everyRun(4).sort());
  expect(plan.cost.tasks?.map(({ task }) => task)).toEqual([...NAMES]);
  await runExperiment(own);
  const known = await planOf(own);
  expect(known.cost.tasks?.every(({ secondsPerRun }) => (secondsPerRun ?? 0) > 0)).toBe(true);
  expect(known.metrics[0]).toMatchObject({ spread: { source: { kind: 'pairs', count: 4 } } });
});

describe('in shards', () => {
  test('every run is trained by one job, and the result is that of one machine', async () => {
    const config = `${TASKS}seeds: { min: 4, max: 6 }\n`;
    const own = await writeExperiment(PROGRAM, config);
    const jobs = await temporaryFolder();
    const sources: Array<{ folder: string }> = [];
    const onPrepared = async (experiment: Parameters<typeof takeRecords>[1]) => {
      await takeRecords(sources, experiment);
      return [];
    };
    const report = async (name: string) => {
      const request = { ...own, onPrepared, outputDirectory: join(jobs, name), recordsOnly: true, waves: 2 };
      try {
        return { result: (await runExperiment(request)).result };
      } catch (error) {
        if (error instanceof AwaitedRunsError) return { next: describeWave(nextWave(error.awaited)) };
        throw error;
      }
    };
    const trained: string[] = [];
    const of = 4;
    const trainWave = async (number: number) => {
      const before = [...sources];
      const left: string[] = [];
      for (let index = 1; index <= of; index++) {
        sources.splice(0, sources.length, ...before);
        const outputDirectory = join(jobs, `job-${number}-${index}`);
        const { records, wave } = await trainShard({
          ...own,
          onPrepared,
          outputDirectory,
          waves: 2,
          shard: { index, of },
        });
        if (wave !== 'checks') trained.push(...records.map(nameOf));
        left.push(outputDirectory);
      }
      sources.splice(0, sources.length, ...before, ...left.map((folder) => ({ folder })));
    };
    const { next } = await report('plan');
    expect(next?.runs).toHaveLength(2 * 3 * (next?.pairs ?? 0));
    expect(next?.runs[0]).toMatchObject({ task: 'wine', seed: 1 });
    await trainWave(1);
    let found = await report('report-1');
    for (let number = 2; found.result === undefined && number < 5; number++) {
      await trainWave(number);
      found = await report(`report-${number}`);
    }
    expect(new Set(trained).size).toBe(trained.length);
    const local = await runExperiment({ ...own, outputDirectory: join(jobs, 'local') });
    expect(found.result?.comparisons).toEqual(local.result.comparisons);
  });
});

test('of new tasks, one may have fewer seeds', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `t${index + 1}`);
  const tasks = [...names.slice(0, -1), '{ name: t6, seeds: 1 }'].join(', ');
  const own = await writeExperiment(
    { score: `0.3 + arm * (0.15 + 0.01 * Math.sin(task.slice(1))) + 0.01 * noise` },
    `tasks: [${tasks}]\nverdict: { for: new-tasks }\nseeds: 3\n`,
  );
  const plan = await planOf(own);
  const planned = plan.waves.flatMap(({ runs }) => runs.map(nameOf));
  expect(planned).toHaveLength(32);
  const { result, outputDirectory } = await runExperiment(own);
  expect((await recordsIn(outputDirectory)).map(nameOf).sort()).toEqual(planned.sort());
  expect(result.runs).toMatchObject({ trained: 32, failures: [] });
  expect(measured(result)).toMatchObject({ pairing: 'task', baseline: { n: 6 } });
});

test('for new tasks, every task is a pair', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `t${index + 1}`);
  const run = await smallExperiment(
    { score: `0.3 + arm * (0.15 + 0.01 * Math.sin(task.slice(1))) + 0.01 * noise` },
    `tasks: [${names.join(', ')}]\nverdict: { for: new-tasks }\nseeds: 2\n`,
  );
  const { result } = await run();
  const [comparison] = result.comparisons;
  expect(comparison).toMatchObject({ pairing: 'task', baseline: { n: 8 }, verdict: 'improvement' });
  expect(result.design).toMatchObject({ tasks: names, minimumPairs: 8, maximumPairs: 8 });
  expect(result.runs.trained).toBe(32);
  expect((await run()).result.comparisons).toEqual(result.comparisons);
});
