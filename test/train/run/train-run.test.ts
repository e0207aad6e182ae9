/** What a run that failed says of itself: first what is known of its end, then its own last words. */
import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { normaliseSource } from '../../../src/config/metric-source.ts';
import { UserError } from '../../../src/config/user-error.ts';
import { withMetricSources } from '../../../src/records/metrics/metric-sources.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import type { Executor, Performed } from '../../../src/train/executors/executor.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { trainFailing } from './train-failing.ts';

describe('the check quotes why a run ended', () => {
  test('a run that left nothing', async () => {
    const { check } = await trainFailing(`console.log('done')`);
    expect(check).toMatch(/the first: nothing to read in the run directory.*; last output: done$/);
  });

  test('a traceback, whose last line is the error', async () => {
    const { check } = await trainFailing(
      `console.error('Traceback\\n  line\\nValueError: bad'); process.exit(1)`,
    );
    expect(check).toMatch(/the first: ValueError: bad$/);
  });
});

describe('a program that only prints its result', () => {
  test('on its last line needs no config', async () => {
    const { record } = await trainFailing(
      `for (const epoch of [1, 2]) console.log('epoch ' + epoch + '/2'); console.log('accuracy: 0.93')`,
    );
    expect(record).toMatchObject({
      status: 'ok',
      metrics: { test: { accuracy: 0.93 } },
      origins: { test: { accuracy: { file: 'stdout', key: 'accuracy', at: 'stated' } } },
    });
  });

  const METRICS = () => [{ name: 'accuracy', from: normaliseSource({ stdout: 'ACC ([0-9.]+)' }) }];

  test('anywhere, with an expression, and its curves by others', async () => {
    const { record } = await trainFailing(
      `console.error('ep 1 loss 0.5 va 0.6'); console.log('ACC 0.9'); console.log('bye')`,
      {
        store: withMetricSources(await openRunStore(await temporaryFolder(), () => {}), METRICS),
        metricSources: METRICS,
        printedCurves: { epoch: 'ep (\\d+)', loss: 'loss (\\S+)', val_loss: 'va (\\S+)' },
      },
    );
    expect(record.metrics.test?.accuracy).toBe(0.9);
    expect(record.curves).toEqual([{ epoch: 1, train: { loss: 0.5 }, validation: { loss: 0.6 } }]);
  });

  test('not as the config says is told what it printed', async () => {
    const program = `fs.writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"loss": 1}'); console.log('ACC: 0.9')`;
    await expect(
      trainFailing(`import fs from 'node:fs'; ${program}`, { metricSources: METRICS }),
    ).rejects.toThrow(
      'metrics: the run of a, seed 1, has no "accuracy": no printed line matches "ACC ([0-9.]+)"; the program printed "ACC: 0.9"',
    );
  });

  test('elsewhere is told first what it printed, then where was looked', async () => {
    const { record } = await trainFailing(`console.log('Final accuracy 0.93'); console.log('saved')`);
    const lines = record.failure?.split('\n') ?? [];
    expect(lines[0]).toContain(
      "To read it, write in the config: metrics: [{ name: accuracy, from: { stdout: 'accuracy\\s+([-+0-9.,e]+)' } }], which reads 0.93 here.",
    );
    expect(lines.slice(1, 3)).toEqual(['Final accuracy 0.93', 'saved']);
    expect(lines[3]).toMatch(/^Looked for: metrics\.json; /);
  });
});

test('a work tree that is removed before the run begins is no missing program', async () => {
  const local = localExecutor();
  const executor: Executor = {
    ...local,
    async perform(task, watch) {
      await rm(task.directory, { recursive: true });
      return local.perform(task, watch);
    },
  };
  await expect(trainFailing('', { executor })).rejects.toThrow(
    /^\S+ was removed before a, seed 1 began; run again/,
  );
});

test('a run that took a step unlike those before it is trained again without shortcuts, and once', async () => {
  const command = (program: string) => {
    const trainer = createCommandTrainer(`"${process.execPath}" train.mjs`, {
      ...{ vary: ['init'], data: 'bootstrap' },
    });
    const tasks: unknown[] = [];
    const spied: typeof trainer = {
      ...trainer,
      async command(task) {
        tasks.push(task.shortcuts);
        const made = await trainer.command(task);
        const environment = { ...made.environment, SHORTCUTS: String(task.shortcuts) };
        return { ...made, environment, ...(task.shortcuts ? { inFullExitCode: 3 } : {}) };
      },
    };
    return trainFailing(program, {
      trainer: spied,
      shortcuts: { refused: new Set(), homes: new Set() },
    }).then((trained) => ({
      ...trained,
      tasks,
    }));
  };
  const metrics = `fs.writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"accuracy": 1}')`;
  const right = await command(
    `import fs from 'node:fs'; if (process.env.SHORTCUTS === 'false') ${metrics}; else process.exit(3)`,
  );
  expect(right.record.shortcuts).toBeUndefined();
  expect([right.record.status, right.retries, right.tasks]).toEqual(['ok', 0, [true, false]]);
  const wrong = await command(`console.error('no'); process.exit(3)`);
  expect([wrong.record.status, wrong.tasks]).toEqual(['crashed', [true, false]]);
});

describe('a job that is lost', () => {
  const PROGRAM = `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"accuracy": 1}')`;

  const losing = (losses: number, hasBegun: boolean) => {
    const tail = 'slurmstepd: error: node n2 failed';
    return firstEnds({ kind: 'lost', job: 'j', hasBegun, wallSeconds: 0, tail }, losses);
  };

  test('is tried again in another folder, whatever limits.retries says', async () => {
    const { executor, folders } = losing(2, true);
    const warnings: string[] = [];
    const { record, retries } = await trainFailing(PROGRAM, {
      ...{ executor, retries: 0, warn: (message: string) => warnings.push(message) },
    });
    expect([record.status, retries, new Set(folders).size]).toEqual(['ok', 2, 3]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^a, seed 1: job j was lost: .*; last output: slurmstepd: error: node n2 failed; it is tried again$/,
      ),
      expect.stringContaining('job j was lost'),
    ]);
  });

  test('every time is a run that was killed, with the end of its log', async () => {
    const { executor, folders } = losing(9, true);
    const { record, retries } = await trainFailing(PROGRAM, { executor });
    expect([record.status, retries, folders.length]).toEqual(['killed', 2, 3]);
    expect(record.failure).toMatch(/left the queue without a result[\s\S]*node n2 failed/);
  });

  test('every time before it begins is the fault of the queue or the config, and ends the experiment', async () => {
    const { executor } = losing(9, false);
    const trained = trainFailing(PROGRAM, { executor });
    await expect(trained).rejects.toThrow(UserError);
    await expect(trained).rejects.toThrow(
      /^executor: a, seed 1: job j was lost: .* before a node started it/,
    );
  });
});

/** Carries the first runs out, but tells another outcome of them. */
function firstEnds(outcome: Performed['outcome'], count = 1) {
  const local = localExecutor();
  const folders: string[] = [];
  const executor: Executor = {
    async perform(task, watch) {
      folders.push(task.environment.CONCLUSIVE_RUN_DIR ?? '');
      const performed = await local.perform(task, watch);
      return folders.length > count ? performed : ({ printed: '', machine: {}, outcome } as Performed);
    },
    close: local.close,
  };
  return { executor, folders };
}

test('a worker that trained other runs has no last word on a run: it is tried in a new one', async () => {
  const { executor, folders } = firstEnds({ kind: 'doubtful', wallSeconds: 0, tail: '' });
  const { record, retries } = await trainFailing(`console.log('accuracy: 0.5')`, { executor, retries: 0 });
  expect([record.status, retries, folders.length]).toEqual(['ok', 0, 2]);
});
