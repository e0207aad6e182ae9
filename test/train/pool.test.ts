import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/config/user-error.ts';
import {
  type PlannedRun,
  type PreparedModel,
  planRuns,
  seedsBetween,
} from '../../src/plan/runs/plan-runs.ts';
import { createRandom } from '../../src/stats/random.ts';
import { AbortedError } from '../../src/train/aborted-error.ts';
import { openPool } from '../../src/train/pool.ts';
import type { RunContext, TrainedRun } from '../../src/train/run/train-run.ts';
import { record } from '../checks/records.ts';

const NONE = new Map();
const print = (seed: number) => seed.toString(16).padStart(64, '0');
const HEAD: PreparedModel = {
  name: 'head',
  ref: null,
  commit: null,
  directory: '.',
  params: {},
  fingerprint: print,
};
/** From this seed on, runs wait in a queue. */
const QUEUED = 90;
const runs = (before: number, pairs: number) => planRuns([HEAD], seedsBetween(before, pairs));
/** Lets everything happen that needs nobody. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A pool whose runs end when the test says so. */
function workshop(parallel: number, machineMemoryBytes: number | null = null, onIdle?: () => void) {
  const log: string[] = [];
  const unwanted: number[] = [];
  const placed = new Map<number, number>();
  const going = new Map<number, { end(): void; leave(): void; kill(): void; fail(error: unknown): void }>();
  const stop = new AbortController();
  let answered: Promise<void> | undefined;
  const limits = { mayStart: true, mayStartAhead: true };
  const context = {
    ...{ signal: stop.signal, machineMemoryBytes, warn: (message: string) => void log.push(message) },
  } as RunContext;
  const pool = openPool(
    parallel,
    context,
    {
      onLookedUp: (...counts) => void log.push(`look ${counts}`),
      onStarted: ({ seed }) => void log.push(`start ${seed}`),
      onFinished: ({ seed }) => void log.push(`end ${seed}`),
      onStopped: ({ seed }) => void unwanted.push(seed),
      isInVain: async ({ seed }) => {
        log.push(`asked ${seed}`);
        await answered;
        return seed === 13;
      },
      mayStart: () => limits.mayStart,
      mayStartAhead: () => limits.mayStartAhead,
      ...(onIdle === undefined ? {} : { onIdle }),
    },
    ({ seed }, { signal, place, onState, onEnded, onKilled }) =>
      new Promise<TrainedRun>((resolve, fail) => {
        onState?.(seed >= QUEUED ? 'queued' : 'running');
        placed.set(seed, place ?? -1);
        const cost = { ...record('head', seed).cost, peakMemoryBytes: 6 * 2 ** 30 };
        const done = { record: record('head', seed, { fingerprint: print(seed), cost }), retries: 0 };
        const kill = async () => {
          await onKilled?.();
          log.push(`again ${seed}`);
        };
        going.set(seed, { end: () => resolve(done), leave: () => onEnded?.(), kill, fail });
        signal.addEventListener('abort', () => fail(new AbortedError('stopped')));
      }),
  );
  const end = async (...seeds: readonly number[]) => {
    await settle();
    for (const seed of seeds) {
      going.get(seed)?.end();
      await settle();
    }
  };
  /** Nobody learns what a record shows until the answer is called. */
  const ponder = () => {
    let answer = () => {};
    answered = new Promise((resolve) => {
      answer = resolve;
    });
    return answer;
  };
  return {
    pool,
    context,
    unwanted,
    log,
    end,
    stop,
    ponder,
    limits,
    placed,
    leave: (seed: number) => going.get(seed)?.leave(),
    kill: async (seed: number) => {
      await settle();
      going.get(seed)?.kill();
      await settle();
    },
    fail: (seed: number, error: unknown) => going.get(seed)?.fail(error),
  };
}

const seedsOf = ({ records }: { readonly records: ReadonlyArray<{ readonly seed: number }> }) =>
  records.map(({ seed }) => seed);

describe('a pool', () => {
  test('begins runs of the next look at places that would wait, and asks about them with that look', async () => {
    const { pool, log, end } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 4));
    await end(1, 3);
    expect(log).toEqual([
      'look 0,2',
      'start 1',
      'start 2',
      'end 1',
      'asked 1',
      'start 3',
      'end 3',
      'start 4',
    ]);
    await end(2);
    expect(seedsOf(await first)).toEqual([1, 2]);
    log.length = 0;
    const second = pool.train(runs(2, 4), NONE);
    await end(4);
    expect(await second).toMatchObject({ trained: 2, reused: 0, retried: 0 });
    expect(seedsOf(await second)).toEqual([3, 4]);
    expect(log).toEqual(['look 0,2', 'asked 3', 'end 4', 'asked 4']);
    expect(await pool.close()).toMatchObject({ records: [], stopped: 0 });
  });

  test('while a look is judged, begins runs of the next one wherever one ends', async () => {
    const { pool, log, end, unwanted } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 6));
    await end(1, 2);
    expect(seedsOf(await first)).toEqual([1, 2]);
    expect(log.slice(-1)).toEqual(['start 4']);
    log.length = 0;
    await end(3, 4);
    expect(log).toEqual(['end 3', 'start 5', 'end 4', 'start 6']);
    const unneeded = await pool.close();
    expect([seedsOf(unneeded), unneeded.stopped]).toEqual([[3, 4], 2]);
    expect(unwanted).toEqual([5, 6]);
    await settle();
    expect(log.slice(4)).toEqual([]);
  });

  test('begins none while a look is judged once it is closed or stopped', async () => {
    const { pool, log, end, stop } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 6));
    await end(1, 2);
    await first;
    stop.abort();
    await settle();
    expect(log.filter((line) => line.startsWith('start'))).toEqual([1, 2, 3, 4].map((n) => `start ${n}`));
    expect(await pool.close()).toMatchObject({ records: [] });
  });

  test('lets the next run train while what one has left is read, once a run of its model has been read', async () => {
    const { pool, log, end, leave, placed } = workshop(2);
    const training = pool.train(runs(0, 5), NONE);
    leave(1);
    await settle();
    expect(log).toEqual(['look 0,5', 'start 1', 'start 2']);
    await end(1);
    leave(2);
    await settle();
    expect(log.slice(3)).toEqual(['end 1', 'asked 1', 'start 3', 'start 4']);
    expect(placed.get(4)).toBe(placed.get(2));
    leave(3);
    leave(4);
    await settle();
    expect(log.slice(7)).toEqual(['start 5']);
    await end(2, 3, 4, 5);
    expect(seedsOf(await training)).toEqual([1, 2, 3, 4, 5]);
  });

  test('with one run at a time begins none ahead, not while the last one is read either', async () => {
    const { pool, log, end, leave } = workshop(1);
    const training = pool.train(runs(0, 2), NONE, runs(2, 4));
    await end(1);
    leave(2);
    await end(2);
    await training;
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 1', 'start 2']);
  });

  test('begins none while a run of the look waits for a place', async () => {
    const { pool, log, end } = workshop(1);
    const training = pool.train(runs(0, 3), NONE, runs(3, 6));
    await end(1, 2, 3);
    await training;
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 1', 'start 2', 'start 3']);
  });

  test('a run ahead that may not start ends nothing, and is asked for again with its look', async () => {
    const { pool, log, end, limits } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 5));
    await end(1);
    limits.mayStartAhead = false;
    await end(3, 2);
    expect(seedsOf(await first)).toEqual([1, 2]);
    expect(pool.countToBegin(runs(2, 4))).toBe(1);
    const second = pool.train(runs(2, 4), NONE, runs(4, 5));
    await end(4);
    expect(seedsOf(await second)).toEqual([3, 4]);
    limits.mayStart = false;
    expect(seedsOf(await pool.train(runs(4, 5), NONE))).toEqual([]);
    expect(log.filter((line) => line.startsWith('start'))).toEqual([1, 2, 3, 4].map((n) => `start ${n}`));
  });

  test('misses no run that ends while another is asked about', async () => {
    const { pool, end, ponder } = workshop(3);
    const training = pool.train(runs(0, 3), NONE);
    const answer = ponder();
    await end(3, 1, 2);
    answer();
    expect(seedsOf(await training)).toEqual([1, 2, 3]);
  });

  test('a look is its own seeds, whichever ends first', async () => {
    const { pool, end } = workshop(4);
    const training = pool.train(runs(0, 2), NONE, runs(2, 4));
    await end(4, 3, 2);
    let isJudged = false;
    void training.then(() => {
      isJudged = true;
    });
    await settle();
    expect(isJudged).toBe(false);
    await end(1);
    expect(seedsOf(await training)).toEqual([1, 2]);
  });

  test('says what was trained in vain, and stops what goes on', async () => {
    const { pool, end, log } = workshop(2);
    const training = pool.train(runs(0, 2), NONE, runs(2, 5));
    await end(1, 3, 2);
    await training;
    const unneeded = await pool.close();
    expect([seedsOf(unneeded), unneeded.stopped]).toEqual([[3], 2]);
    expect(log).not.toContain('asked 3');
  });

  test('a run that waited in a queue is stopped, and was not trained', async () => {
    const { pool, end, unwanted } = workshop(4);
    const training = pool.train(runs(86, 87), NONE, runs(87, QUEUED + 1));
    await end(87);
    await training;
    const { stopped, stoppedSeconds } = await pool.close();
    expect({ stopped, unwanted: unwanted.sort() }).toEqual({ stopped: 2, unwanted: [88, 89, 90, 91] });
    expect(stoppedSeconds).toBeGreaterThan(0);
  });

  test('stops runs ahead that are no longer wanted, and gives their places away', async () => {
    const { pool, log, end, unwanted } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 3));
    await end(1, 2);
    await first;
    const second = pool.train(runs(3, 5), NONE);
    await settle();
    expect(log.slice(-2)).toEqual(['start 4', 'start 5']);
    await end(4, 5);
    expect(seedsOf(await second)).toEqual([4, 5]);
    expect(await pool.close()).toMatchObject({ stopped: 1 });
    expect(unwanted).toEqual([3]);
  });

  test('a fault of a run ahead counts once somebody waits for it', async () => {
    const { pool, end, fail } = workshop(2);
    const first = pool.train(runs(0, 2), NONE, runs(2, 3));
    await end(1);
    fail(3, new UserError('no such program'));
    await end(2);
    expect(seedsOf(await first)).toEqual([1, 2]);
    await expect(pool.train(runs(2, 3), NONE)).rejects.toThrow('no such program');
  });

  test('what is in vain ends the look and what was begun ahead', async () => {
    const { pool, end } = workshop(3);
    const training = pool.train(runs(12, 14), NONE, runs(14, 16));
    await end(13);
    expect(seedsOf(await training)).toEqual([13]);
    expect(await pool.close()).toMatchObject({ records: [], stopped: 2 });
  });

  test('that is stopped throws, and leaves no run behind', async () => {
    const { pool, stop, log } = workshop(2);
    const training = pool.train(runs(0, 2), NONE, runs(2, 4));
    await settle();
    stop.abort();
    await expect(training).rejects.toThrow(AbortedError);
    expect(await pool.close()).toMatchObject({ records: [] });
    expect(log).toEqual(['look 0,2', 'start 1', 'start 2']);
  });
});

describe('runs of another kind', () => {
  test('begin when nothing is left to begin, in the same places, and are there when they are asked for', async () => {
    const idle: string[] = [];
    let beginBeside = () => {};
    const { pool, context, log, placed, end } = workshop(2, null, () => {
      idle.push(log.at(-1) ?? '');
      beginBeside();
    });
    const other = pool.beside(context);
    beginBeside = () => other.begin(runs(20, 23));
    const training = pool.train(runs(0, 3), NONE);
    await end(1);
    expect(idle).toEqual([]);
    await end(2);
    // The third run goes on in the place of the first.
    expect(idle.length).toBeGreaterThan(0);
    expect([...placed]).toEqual([
      ...[
        [1, 0],
        [2, 1],
        [3, 0],
      ],
      [21, 1],
    ]);
    await end(21);
    expect(placed.get(22)).toBe(1);
    await end(3);
    expect(seedsOf(await training)).toEqual([1, 2, 3]);
    expect(placed.get(23)).toBe(0);
    const asked = other.train(runs(20, 22), NONE);
    await end(22);
    expect(seedsOf(await asked)).toEqual([21, 22]);
    expect(await other.close()).toMatchObject({ records: [], stopped: 1 });
    expect(log.filter((line) => /asked 2\d/.test(line))).toEqual([]);
  });

  test('do not begin ahead where one run is trained at a time', async () => {
    let idle = 0;
    const { pool, end } = workshop(1, null, () => {
      idle += 1;
    });
    const training = pool.train(runs(0, 2), NONE);
    await end(1, 2);
    await training;
    expect(idle).toBe(0);
  });
});

test('runs that have shown how much memory they use are no more at a time than it has room for', async () => {
  const { pool, log, end } = workshop(3, 16 * 2 ** 30);
  const trained = pool.train(runs(0, 5), NONE);
  await end(1, 2, 3, 4, 5);
  expect((await trained).records).toHaveLength(5);
  expect(log.filter((line) => !line.startsWith('asked'))).toEqual([
    ...['look 0,5', 'start 1', 'start 2', 'start 3'],
    expect.stringMatching(/^fewer runs at a time than 3: a run used 6\.0 GB/),
    // Two have room.
    ...['end 1', 'end 2', 'start 4', 'end 3', 'start 5', 'end 4', 'end 5'],
  ]);
});

describe('runs that the system kills beside others', () => {
  const WARNING = expect.stringMatching(
    /^fewer runs at a time than 4: a run was killed, often because memory/,
  );

  test('are tried again one after the other while no other trains, and half as many go on after them', async () => {
    const { pool, log, end, kill } = workshop(4, 64 * 2 ** 30);
    const trained = pool.train(runs(0, 7), NONE);
    await kill(2);
    await kill(3);
    await end(1);
    expect(log.slice(5)).toEqual([WARNING, 'end 1', 'asked 1']);
    await end(4);
    expect(log.slice(8)).toEqual(['end 4', 'again 2', 'asked 4']);
    // Nobody else is at fault any more.
    await kill(2);
    await end(2, 3);
    expect(log.slice(11)).toEqual([
      ...['again 2', 'end 2', 'again 3', 'asked 2', 'end 3', 'asked 3', 'start 5', 'start 6'],
    ]);
    await end(5, 6, 7);
    expect(seedsOf(await trained)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([
    ['the only one', 4, 64 * 2 ** 30, 1],
    ['one of as many as the user has chosen', 4, null, 2],
  ])('%s is tried again at once', async (_, parallel, machineMemoryBytes, count) => {
    const { pool, log, end, kill } = workshop(parallel, machineMemoryBytes);
    const trained = pool.train(runs(0, count), NONE);
    await kill(1);
    expect(log.at(-1)).toBe('again 1');
    await end(1, 2);
    expect((await trained).records).toHaveLength(count);
  });

  test('wait no longer when all is stopped', async () => {
    const { pool, log, stop, kill } = workshop(2, 64 * 2 ** 30);
    const training = pool.train(runs(0, 2), NONE);
    await kill(1);
    expect(log).not.toContain('again 1');
    stop.abort();
    await expect(training).rejects.toThrow(AbortedError);
    expect(log).toContain('again 1');
  });
});

describe('runs that share the process of their model', () => {
  const SHORTCUTS = { refused: new Set<string>(), homes: new Set<string>() };

  /** Starts runs of models, named by letter and seed, and ends each when `ends` comes to it. */
  async function startedBy(names: string, ends: string, shortcuts: RunContext['shortcuts'], wallSeconds = 1) {
    const started: string[] = [];
    let most = 0;
    const going = new Map<string, () => void>();
    const context = { signal: new AbortController().signal, warn() {}, shortcuts } as unknown as RunContext;
    const pool = openPool(2, context, {}, ({ model: { name }, seed, fingerprint }) => {
      started.push(`${name}${seed}`);
      return new Promise((resolve) => {
        const cost = { ...record(name, seed).cost, wallSeconds };
        const result = { record: record(name, seed, { fingerprint, cost }), retries: 0 };
        going.set(`${name}${seed}`, () => resolve(result));
        most = Math.max(most, going.size);
      });
    });
    const planned = names.split(' ').map(
      (name): PlannedRun => ({
        ...(planRuns([HEAD], [Number(name.slice(1))])[0] as PlannedRun),
        model: { ...HEAD, name: name.slice(0, 1) },
        fingerprint: createHash('sha256').update(name).digest('hex'),
      }),
    );
    const trained = pool.train(planned, NONE);
    for (const name of ends.split(' ')) {
      await settle();
      going.get(name)?.();
      going.delete(name);
    }
    await trained;
    return `${started.join(' ')}, ${most} at a time`;
  }

  test.each([
    [
      'other models go first',
      'a1 b1 c1 a2 b2 c2',
      'a1 c1 a2 c2 b1 b2',
      SHORTCUTS,
      'a1 b1 c1 a2 c2 b2, 2 at a time',
    ],
    ['few wait for it', 'a1 a2 a3', 'a1 a2 a3', SHORTCUTS, 'a1 a2 a3, 1 at a time'],
    [
      'four are worth a second one',
      'a1 a2 a3 a4 a5',
      'a2 a1 a3 a4 a5',
      SHORTCUTS,
      'a1 a2 a3 a4 a5, 2 at a time',
    ],
    ['long runs do not wait', 'a1 a2 a3', 'a1 a2 a3', SHORTCUTS, 'a1 a2 a3, 2 at a time', 60],
    ['none is shared', 'a1 b1 c1 c2 a2', 'a1 b1 c1 c2 a2', undefined, 'a1 b1 c1 c2 a2, 2 at a time'],
  ])('%s', async (_, names, ends, shortcuts, order, wallSeconds = 1) => {
    expect(await startedBy(names, ends, shortcuts, wallSeconds)).toBe(order);
  });
});

describe('with a warm-up', () => {
  const chances = createRandom('warm-up');
  const cases = Array.from({ length: 60 }, () => ({
    models: 1 + Math.floor(4 * chances()),
    pairs: 1 + Math.floor(5 * chances()),
    parallel: 1 + Math.floor(6 * chances()),
    failing: chances() / 2,
  }));

  test('no run trains next to one of a model that has not yet succeeded', async () => {
    for (const { models, pairs, parallel, failing } of cases) {
      const named = Array.from({ length: models }, (_, index) => ({
        ...HEAD,
        name: `model ${index}`,
        fingerprint: (seed: number) => print(100 * index + seed),
      }));
      const active = new Set<string>();
      const succeeded = new Set<string>();
      const broken: string[] = [];
      let together = 0;
      const context = {
        signal: new AbortController().signal,
        warn() {},
        warmsUp: true,
      } as unknown as RunContext;
      const pool = openPool(parallel, context, {}, async ({ model, seed, fingerprint }) => {
        active.add(fingerprint);
        together = Math.max(together, active.size);
        if (!succeeded.has(model.name) && active.size > 1) broken.push(fingerprint);
        if (
          active.size > 1 &&
          [...active].some((one) => !succeeded.has(`model ${Math.floor(Number.parseInt(one, 16) / 100)}`))
        )
          broken.push(fingerprint);
        for (let turns = Math.floor(5 * chances()); turns >= 0; turns -= 1) await Promise.resolve();
        active.delete(fingerprint);
        const status = chances() < failing ? 'crashed' : 'ok';
        if (status === 'ok') succeeded.add(model.name);
        return { record: record(model.name, seed, { fingerprint, status }), retries: 0 };
      });
      const { records } = await pool.train(planRuns(named, seedsBetween(0, pairs)), NONE);
      expect(broken).toEqual([]);
      expect(records).toHaveLength(models * pairs);
      if (failing < 0.1 && parallel > 1 && pairs > 3) expect(together).toBeGreaterThan(1);
      await pool.close();
    }
  });
});
