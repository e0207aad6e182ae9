import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { failedRuns } from '../../src/checks/comparison/failed-runs.ts';
import { UserError } from '../../src/config/user-error.ts';
import { fingerprint } from '../../src/plan/runs/fingerprint.ts';
import { type PreparedModel, planRuns } from '../../src/plan/runs/plan-runs.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { openRunStore } from '../../src/records/store/store.ts';
import { AbortedError } from '../../src/train/aborted-error.ts';
import { localExecutor } from '../../src/train/executors/local.ts';
import { lookUpClaimed, lookUpRuns, trainRuns } from '../../src/train/schedule.ts';
import { createCommandTrainer } from '../../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../../src/train/work-tree/work-trees.ts';
import { judgeOne, named } from '../checks/judge.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** What is installed is told by a program that answers at once. */
const CHANCE = {
  vary: ['init' as const],
  data: 'bootstrap' as const,
  trainer: { command: 'node train.mjs', backend: 'auto' as const, versions: 'git --version' },
};

/** A workshop with one training script, whose runs add a line to `started` and behave as the body says. */
async function workshop(
  body: string,
  options: {
    retries?: number;
    timeoutMs?: number;
    memoryBytes?: number;
    gpus?: number;
    threads?: number;
    parallel?: number;
    signal?: AbortSignal;
  } = {},
) {
  const directory = await temporaryFolder();
  // Beside the work trees: each run has one of its own, which is gone with it.
  const started = JSON.stringify(join(directory, 'started'));
  const script = `
    import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
    const seed = Number(process.env.CONCLUSIVE_SEED);
    const params = JSON.parse(process.env.CONCLUSIVE_PARAMS);
    appendFileSync(${started}, params.arm + seed + '\\n');
    const attempts = readFileSync(${started}, 'utf8').split('\\n').filter((line) => line === params.arm + seed).length;
    const finish = (values) => writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify(values));
    ${body}`;
  await writeFile(join(directory, 'train.mjs'), script);
  const warnings: string[] = [];
  const store = await openRunStore(join(directory, 'out'), (message) => warnings.push(message));
  const trainer = createCommandTrainer(`"${process.execPath.replaceAll('\\', '/')}" train.mjs`, CHANCE);
  const model = (name: string, params: PreparedModel['params'] = { arm: name }): PreparedModel => ({
    name,
    ref: null,
    commit: null,
    directory,
    params,
    fingerprint: (seed) =>
      fingerprint({ ...trainer.identity, code: script, params, seed, vary: [], data: 'bootstrap' }),
  });
  const context = {
    trainer,
    executor: localExecutor(),
    store,
    workTrees: openWorkTrees({ checkout: directory, output: join(directory, 'out') }),
    scratch: join(directory, 'out', 'tmp'),
    environments: join(directory, 'out', 'environments'),
    declaredMetrics: ['accuracy'],
    warn: (message: string) => void warnings.push(message),
    ...options,
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 0,
    signal: options.signal ?? new AbortController().signal,
  };
  return {
    directory,
    store,
    context,
    warnings,
    model,
    started: async () =>
      (await readFile(join(directory, 'started'), 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line !== ''),
    train: async (models: readonly PreparedModel[], seeds: readonly number[]) => {
      const runs = planRuns(models, seeds);
      return trainRuns(runs, await lookUpRuns(runs, context), options.parallel ?? 1, context);
    },
  };
}

const statuses = (records: readonly RunRecord[]) =>
  records.map(({ model, seed, status }) => `${model} ${seed} ${status}`);

describe('trainRuns', () => {
  test('trains every arm under every seed, in turns, and keeps the records', async () => {
    const { train, model, started, store } = await workshop('finish({ accuracy: seed / 10 })');
    const { records, trained, reused } = await train([model('a'), model('b')], [1, 2]);
    expect(await started()).toEqual(['a1', 'b1', 'b2', 'a2']);
    expect(statuses(records)).toEqual(['a 1 ok', 'b 1 ok', 'b 2 ok', 'a 2 ok']);
    expect(records[2]).toMatchObject({
      metrics: { test: { accuracy: 0.2 } },
      params: { arm: 'b' },
      failure: null,
    });
    expect([trained, reused]).toEqual([4, 0]);
    expect(await store.list()).toHaveLength(4);
  });

  test('reuses what is there, and trains what two arms share once', async () => {
    const { train, model, started } = await workshop('finish({ accuracy: seed / 10 })');
    const [one, same] = [model('a'), model('b', { arm: 'a' })];
    const first = await train([one, same], [1, 2]);
    expect(await started()).toEqual(['a1', 'a2']);
    expect(statuses(first.records)).toEqual(['a 1 ok', 'b 1 ok', 'b 2 ok', 'a 2 ok']);
    const second = await train([one, same], [1, 2, 3]);
    expect([second.trained, second.reused]).toEqual([1, 2]);
    expect(await started()).toEqual(['a1', 'a2', 'a3']);
  });

  test('a crash is a record with the end of the output, takes no other run down, and is tried again by the next job', async () => {
    const { train, model, started } = await workshop(
      `if (seed === 2) throw new Error('out of luck'); finish({ accuracy: 1 })`,
    );
    const { records } = await train([model('a')], [1, 2, 3]);
    expect(statuses(records)).toEqual(['a 1 ok', 'a 2 crashed', 'a 3 ok']);
    expect(records[1]?.failure).toMatch(/^exit code 1\n[\s\S]*out of luck/);
    await train([model('a')], [1, 2, 3]);
    expect(await started()).toEqual(['a1', 'a2', 'a3', 'a2']);
  });

  test('what the machine killed is tried again, and counted', async () => {
    const { train, model } = await workshop(
      `if (attempts === 1) process.kill(process.pid, 'SIGKILL'); finish({ accuracy: 1 })`,
      { retries: 1 },
    );
    const { records, retried } = await train([model('a')], [1]);
    expect([statuses(records), retried]).toEqual([['a 1 ok'], 1]);
  });

  test.each([
    [137, 'SIGKILL'],
    [143, 'SIGTERM'],
  ] as const)(
    'exit code %i is how a wrapper says that the machine killed a run: tried again',
    async (code, signal) => {
      const { train, model } = await workshop(
        `process.exit(attempts === 1 || seed === 2 ? ${code} : finish({ accuracy: 1 }))`,
        {
          retries: 1,
        },
      );
      const { records, retried } = await train([model('a')], [1, 2]);
      expect([statuses(records), retried]).toEqual([['a 1 ok', 'a 2 killed'], 2]);
      expect(records[1]?.failure).toContain(`killed by ${signal} (exit code ${code})`);
    },
  );

  test('a crash is not tried again within a job', async () => {
    const { train, model, started } = await workshop('process.exit(1)', { retries: 3 });
    await train([model('a')], [1]);
    expect(await started()).toEqual(['a1']);
  });

  test('a run that does not end is a timeout', async () => {
    const { train, model } = await workshop('setInterval(() => {}, 1000)', { timeoutMs: 400 });
    expect(statuses((await train([model('a')], [1])).records)).toEqual(['a 1 timeout']);
  });

  test('a metric that is not finite is a divergence, which names it and is not trained again', async () => {
    const { train, model, started } = await workshop(
      `writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"accuracy": NaN}')`,
    );
    const { records } = await train([model('a')], [1]);
    expect(statuses(records)).toEqual(['a 1 diverged']);
    expect(records[0]?.failure).toContain('accuracy');
    await train([model('a')], [1]);
    expect(await started()).toEqual(['a1']);
  });

  test('a divergence of a metric that is no longer asked for is forgotten', async () => {
    const { train, model, started, store } = await workshop('finish({ accuracy: 1 })');
    const arm = model('a');
    const [record] = (await train([arm], [1])).records;
    if (record === undefined) throw new Error('no record');
    const { predictions: _, ...kept } = record;
    await store.save({ ...kept, status: 'diverged', failure: 'auc is NaN', divergedBy: 'auc' });
    expect(statuses((await train([arm], [1])).records)).toEqual(['a 1 ok']);
    await store.save({ ...kept, status: 'diverged', failure: 'accuracy is NaN', divergedBy: 'accuracy' });
    expect(statuses((await train([arm], [1])).records)).toEqual(['a 1 diverged']);
    expect(await started()).toEqual(['a1', 'a1']);
  });

  test('a run that leaves nothing says where it looked', async () => {
    const { train, model } = await workshop(`console.log('done')`);
    const { records } = await train([model('a')], [1]);
    expect(statuses(records)).toEqual(['a 1 crashed']);
    expect(records[0]?.failure).toMatch(
      /^nothing to read in the run directory\. It is empty\..*\ndone\nLooked for: metrics\.json/,
    );
    expect(judgeOne(failedRuns, { records, models: named('a') }).message).toMatch(
      /seed 1 \(crashed\); the first: nothing to read in the run directory\. .*; last output: done$/,
    );
  });

  test('a metric that no run reports stops the job at the first run, whose record is kept for the right name', async () => {
    const { train, model, started, store } = await workshop('finish({ acuracy: 1 })');
    await expect(train([model('a')], [1, 2, 3])).rejects.toThrow(
      'metrics: the run of a, seed 1, reports no "accuracy"; it reports test acuracy; did you mean "acuracy"?',
    );
    expect(await started()).toEqual(['a1']);
    expect(await store.list()).toHaveLength(1);
  });

  test('a run that leaves more than a record holds has failed, and nothing else with it', async () => {
    const { train, model } = await workshop(
      `if (seed === 1) finish({ accuracy: 1 });
       else finish({ test: { accuracy: 1 }, slices: { big: { examples: 1, metrics: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => ['m' + i, i])) } } })`,
    );
    const { records } = await train([model('a')], [1, 2]);
    expect(statuses(records)).toEqual(['a 1 ok', 'a 2 crashed']);
    expect(records[1]?.failure).toMatch(/1000/);
  });

  test.skipIf(process.platform === 'win32')(
    'a run that locks its own folder loses neither its record nor the others',
    async () => {
      const { train, model } = await workshop(
        `import { chmodSync, mkdirSync } from 'node:fs';
       mkdirSync(process.env.CONCLUSIVE_RUN_DIR + '/locked/inner', { recursive: true });
       chmodSync(process.env.CONCLUSIVE_RUN_DIR + '/locked', 0);
       finish({ accuracy: 1 })`,
      );
      expect(statuses((await train([model('a')], [1, 2])).records)).toEqual(['a 1 ok', 'a 2 ok']);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'a run that uses more memory than it may is stopped, says so, and is not tried again',
    async () => {
      const { train, model, started } = await workshop(
        `const kept = Buffer.alloc(400 * 2 ** 20, 1); setInterval(() => kept.fill(2), 50);`,
        { memoryBytes: 200 * 2 ** 20, retries: 2 },
      );
      const { records } = await train([model('a')], [1]);
      expect(statuses(records)).toEqual(['a 1 killed']);
      expect(records[0]?.failure).toMatch(/used \d+ MB, but limits.memory-mb allows 200 MB/);
      expect(await started()).toEqual(['a1']);
    },
  );

  test('runs at a time take the GPUs in turn, and as many threads as they are told', async () => {
    const { train, model } = await workshop(
      `const { CUDA_VISIBLE_DEVICES: gpu, OMP_NUM_THREADS: threads } = process.env;
       finish({ accuracy: Number(gpu) + Number(threads) / 10 })`,
      { gpus: 2, threads: 3, parallel: 2 },
    );
    const { records } = await train([model('a'), model('b')], [1]);
    expect(records.map(({ metrics }) => metrics.test?.accuracy).sort()).toEqual([0.3, 1.3]);
  });

  test.each([
    ['no-such-program --seed {seed}', 'check that it is installed and on the PATH'],
    ['./train.sh {seed}', 'chmod +x ./train.sh and commit that'],
    ['./folder/no-train.sh {seed}', 'check that the file exists in'],
  ])('%s cannot be started, which is wrong input: %s', async (command, fix) => {
    const { directory, store } = await workshop('');
    await writeFile(join(directory, 'train.sh'), '#!/bin/sh\n', { mode: 0o644 });
    const trainer = createCommandTrainer(command, CHANCE);
    const model: PreparedModel = {
      name: 'a',
      ref: null,
      commit: null,
      directory,
      params: {},
      fingerprint: () => '0'.repeat(64),
    };
    const context = {
      trainer,
      executor: localExecutor(),
      store,
      workTrees: openWorkTrees({ checkout: directory, output: directory }),
      scratch: join(directory, 'tmp'),
      environments: join(directory, 'environments'),
      declaredMetrics: [],
      warn: () => {},
      timeoutMs: 1000,
      retries: 0,
      signal: new AbortController().signal,
    };
    const trained = trainRuns(planRuns([model], [1]), new Map(), 1, context);
    await expect(trained).rejects.toThrow(UserError);
    if (process.platform !== 'win32') await expect(trained).rejects.toThrow(fix);
  });

  test('an abort stops what runs, starts nothing more and leaves finished records and no half ones', async () => {
    const stop = new AbortController();
    const { train, model, started, store, directory } = await workshop(
      'if (seed > 1) setInterval(() => {}, 1000); else finish({ accuracy: 1 })',
      { signal: stop.signal, parallel: 2 },
    );
    const training = train([model('a')], [1, 2, 3, 4]);
    while ((await started()).length < 3) await sleep(20);
    stop.abort();
    await expect(training).rejects.toThrow(AbortedError);
    expect(statuses(await store.list())).toEqual(['a 1 ok']);
    expect((await started()).length).toBe(3);
    expect((await readdir(join(directory, 'out', 'runs'))).filter((name) => !name.endsWith('.json'))).toEqual(
      [],
    );
  });
});

test('a run that another process finished before the claim is not trained again', async () => {
  const { context, model, train, started } = await workshop('finish({ accuracy: seed });');
  const plan = planRuns([model('a')], [1, 2]);
  let claims = 0;
  const claim = async () => {
    claims += 1;
    await train([model('a')], [1]);
  };
  const known = await lookUpClaimed(plan, plan, { ...context, claim });
  await trainRuns(plan, known, 1, context);
  expect(await started()).toEqual(['a1', 'a2']);
  await lookUpClaimed(plan, plan, { ...context, claim });
  expect(claims).toBe(1);
});
