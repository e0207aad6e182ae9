import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { AbortedError } from '../../../src/train/aborted-error.ts';
import { EngineError } from '../../../src/train/executors/engine.ts';
import type { Task, TaskState } from '../../../src/train/executors/executor.ts';
import { endJob, takeJob, writeOutcome } from '../../../src/train/executors/job-files.ts';
import { type QueueRequest, queueExecutor } from '../../../src/train/executors/queue.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { type FakeJob, fakeEngine } from './fake-engine.ts';

/** Ends when there is a file `go` in the folder of all runs. */
const UNTIL_GO = `setInterval(() => require('node:fs').existsSync('go') && process.exit(), 5)`;

const ENDLESS = 'setInterval(() => {}, 1000)';

const FAST = { lookMs: 5, listMs: 20, graceMs: 60, cancelMs: 2_000, fullMs: 10 };

async function queue(
  take?: Parameters<typeof fakeEngine>[0],
  times: QueueRequest['times'] = {},
  {
    limitMs = null,
    ...more
  }: Partial<Pick<QueueRequest, 'startLimit' | 'adoption'>> & {
    limitMs?: number | null;
  } = {},
) {
  const root = await temporaryFolder();
  const { folder: scratch, release } = await makeHeldFolder(root);
  onTestFinished(release);
  const fake = fakeEngine(take);
  fake.engine.limitMs = limitMs;
  const executor = queueExecutor({
    engine: fake.engine,
    program: [process.execPath, "it's.js"],
    scratch,
    warn: (message) => expect.unreachable(message),
    times: { ...FAST, ...times },
    ...more,
  });
  const perform = (
    program: string,
    { signal = new AbortController().signal, ...more }: { signal?: AbortSignal } & Partial<Task> = {},
  ) => {
    const states: TaskState[] = [];
    const task = {
      argv: [process.execPath, '-e', program],
      ...{ directory: root, environment: { PATH: process.env.PATH ?? '', GIVEN: '1' } },
      ...{ timeoutMs: 30_000, ...more },
    };
    const performed = executor.perform(task, { signal, onState: (state) => states.push(state) });
    performed.catch(() => {});
    return { performed, states };
  };
  return { ...fake, executor, perform, root, jobs: join(scratch, 'jobs') };
}

describe('a job', async () => {
  test('is queued, then running, and its outcome is that of a local process', async () => {
    const { perform, executor, jobs, log } = await queue();
    const { performed, states } = perform(
      'console.error("err"); process.stdout.write(Buffer.from([0xff, 0xfe])); console.log(process.env.GIVEN)',
    );
    const { outcome, printed, machine, forget } = await performed;
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, tail: expect.stringContaining('1') });
    // Bytes that are no text stop nothing.
    expect([printed.trim(), states]).toEqual(['err\n\n\ufffd\ufffd1', ['queued', 'running']]);
    expect(machine).toHaveProperty('node');
    // Kept until its record is.
    expect(await readdir(jobs)).toEqual(['1']);
    await forget?.();
    expect(await readdir(jobs)).toEqual([]);
    await executor.close();
    expect(log.at(-1)).toBe('cancel all');
  });

  test.each([
    ['that fails', 'process.exit(3)', {}, { kind: 'exited', exitCode: 3 }],
    ['that is killed', 'process.kill(process.pid, "SIGKILL")', {}, { kind: 'killed', by: 'SIGKILL' }],
    ['that takes too long', ENDLESS, { timeoutMs: 300 }, { kind: 'timeout' }],
    [
      'whose program is not there',
      '',
      { argv: ['no-such-program'] },
      { kind: 'not-started', error: { code: 'ENOENT' } },
    ],
  ])('%s says so', async (_, program, options, expected) => {
    const { perform } = await queue();
    expect((await perform(program, options).performed).outcome).toMatchObject(expected);
  });

  test('that the queue ends, and nobody else, is killed by the queue', async () => {
    const { perform, active } = await queue();
    const { performed, states } = perform(ENDLESS);
    while (!states.includes('running')) await sleep(5);
    for (const { stop } of active.values()) stop.abort();
    expect((await performed).outcome).toMatchObject({ kind: 'killed', by: 'the queue (SIGTERM)' });
  });

  test('has a script that quotes what it is given, and files that are its owner’s alone', async () => {
    const modes: number[] = [];
    const scripts: string[] = [];
    const { perform } = await queue(async ({ folder, script }, execute) => {
      const { mode } = await stat(folder);
      modes.push(mode & 0o077);
      scripts.push(await readFile(script, 'utf8'));
      await execute();
    });
    await perform('0').performed;
    expect(modes).toEqual([0]);
    expect(scripts[0]).toMatch(/^#!\/bin\/sh\n.*\nexec '.*' 'it'\\''s.js' '.*\/jobs\/1'\n$/);
  });
});

describe('only an outcome counts', () => {
  const HOSTILE = {
    schema: 'conclusive.outcome/1',
    outcome: { kind: 'exited', exitCode: 0, wallSeconds: -1 },
  };
  test.each<[string, (job: FakeJob) => Promise<void>]>([
    ['leaves none', async () => {}],
    [
      'leaves one that is none',
      ({ folder }) => writeFile(join(folder, 'outcome.json'), JSON.stringify(HOSTILE)),
    ],
    [
      'leaves a link to a file without an end',
      ({ folder }) => symlink('/dev/zero', join(folder, 'outcome.json')),
    ],
  ])('a job that %s is lost', async (_, take) => {
    const { perform } = await queue(async (job) => {
      await writeFile(job.log, 'slurmstepd: error: no such node\n');
      await take(job);
    });
    const { outcome } = await perform('0').performed;
    expect(outcome).toMatchObject({ kind: 'lost', hasBegun: false, job: 'job1' });
    expect(outcome.tail).toMatch(/no such node/);
  });

  test('one that comes to light late is in time', async () => {
    const { perform } = await queue(
      async (_, execute) => {
        // Off the queue before the file system shows what it has left.
        setTimeout(execute, 300);
      },
      { graceMs: 5_000 },
    );
    expect((await perform('0').performed).outcome.kind).toBe('exited');
  });

  test('a job that is started twice is carried out once', async () => {
    const { perform, root } = await queue(async (_, execute) => {
      const second = execute();
      await Promise.allSettled([second, execute()]);
    });
    const count = `require('node:fs').appendFileSync(${JSON.stringify('count')}, 'x')`;
    await perform(count).performed;
    expect((await stat(join(root, 'count'))).size).toBe(1);
  });

  test('a queue that does not answer loses no job', async () => {
    const { perform, silence } = await queue(async (_, execute) => {
      await sleep(200);
      await execute();
    });
    silence(true);
    expect((await perform('0').performed).outcome.kind).toBe('exited');
  });

  test('nor does one that leaves it out of one list', async () => {
    let goOn = () => {};
    const listed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { perform, engine } = await queue((_, execute) => listed.then(execute), { graceMs: 60_000 });
    const { list } = engine;
    const now = performance.now.bind(performance);
    let asked = 0;
    engine.list = async () => {
      asked += 1;
      if (asked === 1) return new Set();
      if (asked === 2) {
        // Minutes pass in which it is on the list.
        const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 120_000);
        onTestFinished(() => clock.mockRestore());
        setTimeout(goOn, 100);
      }
      return list();
    };
    expect((await perform('0').performed).outcome.kind).toBe('exited');
  });

  test('and one that never answers again ends the experiment', async () => {
    const { perform, silence } = await queue(async () => {}, { silenceMs: 100 });
    silence(true);
    await expect(perform('0').performed).rejects.toThrow(
      'executor: the queue has not answered for minutes: squeue: no contact; check it, and run again',
    );
  });
});

describe('a queue that takes no job', () => {
  test('for a while is asked again', async () => {
    const { perform, refuse, log } = await queue();
    refuse('sbatch: full', 'sbatch: full');
    expect((await perform('0').performed).outcome.kind).toBe('exited');
    expect(log.filter((line) => line.startsWith('submit'))).toHaveLength(1);
  });

  test('though none of ours is in it ends the experiment in its own words', async () => {
    const { perform, refuse } = await queue();
    refuse(...Array.from({ length: 5 }, () => 'sbatch: error: invalid partition specified: gpux'));
    await expect(perform('0').performed).rejects.toThrow(UserError);
    await expect(perform('0').performed).resolves.toBeDefined();
  });

  test('and is left takes none later', async () => {
    const stop = new AbortController();
    const { perform, refuse, log } = await queue();
    refuse('full', 'full', 'full');
    const { performed } = perform('0', { signal: stop.signal });
    stop.abort();
    await expect(performed).rejects.toThrow(AbortedError);
    expect(log).toEqual([]);
  });
});

test('jobs that are cancelled together are cancelled by one call, and none is left', async () => {
  const stop = new AbortController();
  const { perform, active, log, root } = await queue();
  const all = Array.from({ length: 3 }, () => perform(ENDLESS, { signal: stop.signal }));
  const other = perform(UNTIL_GO);
  while (![...all, other].every(({ states }) => states.includes('running'))) await sleep(5);
  stop.abort();
  for (const { performed } of all) await expect(performed).rejects.toThrow(AbortedError);
  const cancelled = log.filter((line) => line.startsWith('cancel'));
  // They start at the same time, so the queue may number them in any order.
  const left = [...active.keys()];
  expect(cancelled.map((line) => line.split(' ').slice(1).concat(left).sort())).toEqual([
    ['job1', 'job2', 'job3', 'job4'],
  ]);
  expect(left).toHaveLength(1);
  await writeFile(join(root, 'go'), '');
  expect((await other.performed).outcome.kind).toBe('exited');
});

test('a job that was being submitted when all were cancelled is cancelled, too', async () => {
  const stop = new AbortController();
  const { perform, active, engine } = await queue();
  const { submit } = engine;
  engine.submit = async (job) => {
    const id = await submit(job);
    stop.abort();
    await sleep(50);
    return id;
  };
  const { performed } = perform(ENDLESS, { signal: stop.signal });
  await expect(performed).rejects.toThrow(AbortedError);
  while (active.size > 0) await sleep(5);
});

test('the queue is asked once for all, and no more often than it may be', async () => {
  const { perform, log } = await queue((_, execute) => sleep(300).then(execute), { listMs: 100_000 });
  await Promise.all([perform('0'), perform('0'), perform('0')].map(({ performed }) => performed));
  expect(log.filter((line) => line === 'list')).toHaveLength(1);
});

test('a job whose node never ends it is cancelled, and lost', async () => {
  const { perform, log } = await queue(
    async ({ folder }) => {
      await writeFile(join(folder, 'begun.json'), '{}');
      // The queue lists it for ever.
      await new Promise(() => {});
    },
    { overdueMs: 100, cancelMs: 100 },
  );
  const { outcome } = await perform('0', { timeoutMs: 50 }).performed;
  expect(outcome).toMatchObject({ kind: 'lost', hasBegun: true });
  expect(outcome.tail).toContain('its node has not ended it');
  expect(log).toContain('cancel job1');
});

test('a job ends with the folder of the experiment, and says nothing', async () => {
  const { perform, jobs, active } = await queue(undefined, { staleMs: 200 });
  const { states, performed } = perform(ENDLESS);
  while (!states.includes('running')) await sleep(5);
  await rm(join(jobs, '..'), { recursive: true });
  while (active.size > 0) await sleep(5);
  await mkdir(join(jobs, '1'), { recursive: true });
  expect((await performed).outcome.kind).toBe('lost');
});

test('when none starts, that is said; while one runs, the others wait for it', async () => {
  const take: Parameters<typeof fakeEngine>[0] = (job, execute) =>
    job.id === 'job1' ? execute() : new Promise(() => {});
  const { perform, engine, root, active } = await queue(
    take,
    {},
    { startLimit: { ms: 0, message: 'no job has started' } },
  );
  const { submit } = engine;
  engine.submit = async (job) => {
    const id = await submit(job);
    while (id === 'job1' && !(await readdir(job.folder)).includes('begun.json')) await sleep(5);
    return id;
  };
  const first = perform(UNTIL_GO);
  while (!first.states.includes('running')) await sleep(5);
  const failures: Error[] = [];
  const second = perform('0').performed.catch((error) => void failures.push(error));
  while (!active.has('job2')) await sleep(5);
  await sleep(50);
  expect(failures).toEqual([]);
  await writeFile(join(root, 'go'), '');
  expect((await first.performed).outcome.kind).toBe('exited');
  await second;
  expect(failures).toEqual([new UserError('no job has started')]);
});

describe('a job goes on', () => {
  /** An engine that has room for so many jobs at a time, and in which a job that is cancelled leaves the queue. */
  function slots(count: number) {
    let free = count;
    const nodes: string[] = [];
    const take: Parameters<typeof fakeEngine>[0] = async (job, execute) => {
      while (free === 0 && !job.stop.signal.aborted) await sleep(2);
      if (job.stop.signal.aborted) return;
      free -= 1;
      nodes.push(job.id);
      await execute().finally(() => {
        free += 1;
      });
    };
    return { take, nodes };
  }
  const LONG = { limitMs: 600_000 };
  const ENDED: Parameters<typeof writeOutcome>[2] = {
    outcome: {
      kind: 'exited',
      exitCode: 0,
      wallSeconds: 0,
      tail: '',
      peakMemoryBytes: null,
      cpuSeconds: null,
    },
    printed: '',
    machine: { machine: 'm', node: 'n1' },
  };
  const appendTo = (file: string) => `require('node:fs').appendFileSync(${JSON.stringify(file)}, 'x')`;

  test.each([1, 4, 11].flatMap((runs) => [1, 2, 3, 5].map((count) => ({ count, runs }))))(
    'with runs that wait, each once and in its own environment: $runs on $count places',
    async ({ count, runs }) => {
      const { take, nodes } = slots(count);
      const { perform, root, jobs, executor, active } = await queue(take, {}, LONG);
      const all = Array.from({ length: runs }, (_, index) =>
        perform(`console.log(process.env.OWN); ${appendTo(`ran${index}`)}`, {
          environment: { PATH: process.env.PATH ?? '', OWN: `run ${index}` },
        }),
      );
      const ended = await Promise.all(all.map(({ performed }) => performed));
      expect(ended.map(({ printed }) => printed.trim())).toEqual(all.map((_, index) => `run ${index}`));
      expect(all.map(({ states }) => states)).toEqual(all.map(() => ['queued', 'running']));
      const sizes = await Promise.all(
        all.map(async (_, index) => (await stat(join(root, `ran${index}`))).size),
      );
      expect(sizes).toEqual(all.map(() => 1));
      if (count === 1) expect(nodes).toEqual(['job1']);
      await executor.close();
      expect([active.size, await readdir(join(jobs, '..'))]).toEqual([0, ['lease', 'logs']]);
    },
  );

  test.each<[string, string, { limitMs: number | null }]>([
    ['its run fails', 'process.exit(1)', LONG],
    ['its run is killed', 'process.kill(process.pid, "SIGKILL")', LONG],
    ['another whole run may not fit into its time', '0', { limitMs: 30_000 + 120_000 }],
    ['its time is unknown', '0', { limitMs: null }],
  ])('but not where %s', async (_, program, limit) => {
    const { take, nodes } = slots(1);
    const { perform } = await queue(take, {}, limit);
    await Promise.all([perform(program), perform('0'), perform('0')].map(({ performed }) => performed));
    expect(nodes).toHaveLength(limit === LONG ? 2 : 3);
  });

  test('with a run that comes when it is free, which is never submitted', async () => {
    const { take } = slots(5);
    const { perform, log } = await queue(take, { takeMs: 60_000 }, LONG);
    for (let run = 0; run < 4; run += 1) await perform('0').performed;
    expect(log.filter((line) => line.startsWith('submit'))).toEqual(['submit job1']);
  });

  test('and where its node dies, only the run that it carried last is lost', async () => {
    let begin = () => {};
    const hasDied = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { perform, jobs } = await queue(
      async ({ id }, execute) => {
        if (id !== 'job1') await hasDied;
        else {
          while (!(await readdir(jobs)).includes('3')) await sleep(2);
          await Promise.all(['1', '2'].map((name) => takeJob(join(jobs, name), 'n1', '1')));
          await writeOutcome(join(jobs, '1'), [], ENDED);
          return;
        }
        await execute();
      },
      {},
      LONG,
    );
    const [first, second, third] = [perform('0'), perform('0'), perform('0')];
    expect((await first.performed).outcome.kind).toBe('exited');
    expect((await second.performed).outcome).toMatchObject({ kind: 'lost', job: 'job1', hasBegun: true });
    begin();
    expect((await third.performed).outcome.kind).toBe('exited');
  });

  test('until a run that it carries for another is cancelled, and so is the job', async () => {
    const stop = new AbortController();
    const { take, nodes } = slots(1);
    const { perform, log } = await queue(take, {}, LONG);
    const first = perform('0');
    const carried = perform(ENDLESS, { signal: stop.signal });
    const last = perform('0');
    await first.performed;
    while (!carried.states.includes('running')) await sleep(5);
    stop.abort();
    await expect(carried.performed).rejects.toThrow(AbortedError);
    expect((await last.performed).outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(nodes).toEqual(['job1', 'job3']);
    expect(log.filter((line) => line.startsWith('cancel')).join(' ')).toMatch(/job2.* job1/);
  });

  test('and is not cancelled with a run that has ended just then', async () => {
    const stop = new AbortController();
    const { perform, jobs, log } = await queue(async ({ folder, id }) => {
      if (id !== 'job1') return;
      await takeJob(folder, 'n1', '1');
      await endJob(folder);
      while ((await readdir(jobs)).includes('1')) await sleep(2);
      await sleep(100);
    });
    const { performed, states } = perform('0', { signal: stop.signal });
    while (!states.includes('running')) await sleep(5);
    stop.abort();
    await expect(performed).rejects.toThrow(AbortedError);
    expect(log.filter((line) => line.startsWith('cancel'))).toEqual([]);
  });

  test('never with a run that was cancelled before it began', async () => {
    const stop = new AbortController();
    const { take, nodes } = slots(1);
    const { perform, root, active } = await queue(take, {}, LONG);
    const first = perform(UNTIL_GO);
    const second = perform(appendTo('ran'), { signal: stop.signal });
    while (!first.states.includes('running') || active.size < 2) await sleep(5);
    stop.abort();
    await expect(second.performed).rejects.toThrow(AbortedError);
    await writeFile(join(root, 'go'), '');
    await first.performed;
    while (active.size > 0) await sleep(5);
    expect([nodes, await readdir(root)]).toEqual([['job1'], expect.not.arrayContaining(['ran'])]);
  });

  test('and the number of its own job is noted, not that of the job that carries it', async () => {
    const { take } = slots(1);
    const adoption = { name: 'conclusive-01234567', queue: '', folders: [] };
    const { perform, engine, root, jobs } = await queue(
      take,
      {},
      {
        ...LONG,
        adoption: { ...adoption, engineNamed: () => engine },
      },
    );
    const { submit } = engine;
    engine.submit = async (job) => {
      const id = await submit(job);
      if (id === 'job2') {
        await writeFile(join(root, 'go'), '');
        while (!second.states.includes('running')) await sleep(2);
        await sleep(50);
      }
      return id;
    };
    const first = perform(UNTIL_GO);
    const second = perform('setTimeout(() => {}, 500)');
    await Promise.all([first.performed, second.performed]);
    const noted = (await readFile(join(jobs, '../submitted.jsonl'), 'utf8')).trim().split('\n');
    expect(noted.map((line) => JSON.parse(line)).map(({ job, id }) => [job, id])).toEqual([
      ...[
        ['1', null],
        ['1', 'job1'],
      ],
      ...[
        ['2', null],
        ['2', 'job2'],
      ],
    ]);
  });

  describe('in a job whose number the queue never told', () => {
    async function untold() {
      const stop = new AbortController();
      const { take } = slots(1);
      const made = await queue(take, {}, LONG);
      const { submit } = made.engine;
      made.engine.submit = async (job) => {
        const id = await submit(job);
        if (id !== 'job1') return id;
        while (!(await readdir(job.folder)).includes('begun.json')) await sleep(2);
        throw new EngineError('sbatch: timed out');
      };
      return { ...made, stop };
    }

    test('each run has its outcome', async () => {
      const { perform, root } = await untold();
      const first = perform(UNTIL_GO);
      const second = perform('setTimeout(() => {}, 700)');
      while (!first.states.includes('running')) await sleep(5);
      await sleep(100);
      await writeFile(join(root, 'go'), '');
      const ended = await Promise.all([first.performed, second.performed]);
      expect(ended.map(({ outcome }) => outcome.kind)).toEqual(['exited', 'exited']);
    });

    test('each run can be cancelled', async () => {
      const { perform, stop, executor, log } = await untold();
      const { performed, states } = perform(ENDLESS, { signal: stop.signal });
      while (!states.includes('running')) await sleep(5);
      stop.abort();
      await expect(performed).rejects.toThrow(AbortedError);
      await executor.close();
      expect(log.at(-1)).toBe('cancel all');
    });
  });

  test('and its own job ends without a word where it starts later', async () => {
    const late: { code: number | null; said: string }[] = [];
    let keep = () => {};
    const isKept = new Promise<void>((resolve) => {
      keep = resolve;
    });
    const { perform, jobs } = await queue(
      async ({ id, script, stop }, execute) => {
        if (id === 'job1') return execute();
        // Both records are kept, so nobody needs the folder but this job.
        await isKept;
        const { status, stdout, stderr } = spawnSync(script, { encoding: 'utf8' });
        late.push({ code: status, said: stdout + stderr });
        while (!stop.signal.aborted) await sleep(2);
      },
      {},
      LONG,
    );
    const ended = await Promise.all([perform('0'), perform('0')].map(({ performed }) => performed));
    for (const { forget } of ended) await forget?.();
    keep();
    while (late.length === 0) await sleep(5);
    expect(late).toEqual([{ code: 0, said: '' }]);
    while ((await readdir(jobs)).length > 0) await sleep(5);
  });
});
