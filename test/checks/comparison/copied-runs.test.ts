import { expect, test } from 'vitest';
import { createRandom, randomInteger, shuffle } from '../../../src/stats/random.ts';
import { compareTable } from '../../compare-results/compare-files.ts';

const check = async (rows: ReadonlyArray<readonly [string, number, string, string]>) => {
  const text = ['model,seed,accuracy,loss', ...rows.map((row) => row.join(','))].join('\n');
  const result = await compareTable(text, { metrics: ['accuracy'] });
  const { status, message } = result.checks.find(({ id }) => id === 'copied-runs') ?? {};
  return { status, message, verdict: result.verdict };
};
const random = createRandom('copied');
const pick = <Value>(values: readonly Value[]) => values[randomInteger(random, values.length)] as Value;
const runsOf = (model: string, seeds = 8) =>
  Array.from(
    { length: seeds },
    (_, seed) =>
      [model, seed, ((24 + randomInteger(random, 4)) / 30).toFixed(4), random().toFixed(9)] as const,
  );

test('ties on a small test set are no copies, be it of one model in all its runs', async () => {
  expect(await check([...runsOf('a'), ...runsOf('b')])).toMatchObject({ status: 'pass' });
  const text = [
    'model,seed,accuracy',
    ...'abcdef'.split('').map((_, seed) => `a,${seed},0.9`),
    ...runsOf('b', 6).map((row) => row.slice(0, 3).join(',')),
  ].join('\n');
  expect((await compareTable(text, {})).verdict).not.toBe('invalid');
});

test('rows that repeat others of their model make the verdict invalid, with the seeds named', async () => {
  const own = runsOf('a');
  const copies = [8, 9].map((seed, at) => ['a', seed, own[at]?.[2] ?? '', own[at]?.[3] ?? ''] as const);
  expect(await check([...own, ...copies, ...runsOf('b', 10)])).toEqual({
    status: 'fail',
    message:
      '2 runs repeat another in all digits: a seed 8 is a seed 0, a seed 9 is a seed 1. Two trainings never agree so far, so one run is counted several times',
    verdict: 'invalid',
  });
});

test('so do rows of another model, unless the change did nothing at all', async () => {
  const own = runsOf('a');
  const twin = own.map(([, ...rest]) => ['b', ...rest] as const);
  const other = runsOf('b');
  expect(await check([...own, ...twin.slice(0, 3), ...other.slice(3)])).toMatchObject({
    status: 'fail',
    verdict: 'invalid',
  });
  expect(await check([...own, ...twin])).toMatchObject({ status: 'pass', verdict: 'inconclusive' });
});

/** Runs of two models by one metric: the correct answers among so many examples. */
function accuracies(examples: number, digits: number): readonly string[] {
  const level = 0.75 + 0.1 * random();
  const spread = Math.sqrt((level * (1 - level)) / examples);
  return Array.from({ length: 20 }, () => {
    const share = level + spread * (random() + random() + random() + random() - 2) * 1.7;
    return (Math.round(Math.min(1, share) * examples) / examples).toFixed(digits);
  });
}

/** @returns the seeds that are named as copies, of a table in the order of the seeds or in any other */
async function copiesIn(values: readonly string[]): Promise<string> {
  const rows = values.map(
    (value, at) => `${at < values.length / 2 ? 'a,' : 'b,'}${at % (values.length / 2)},${value}`,
  );
  if (random() < 0.5) shuffle(rows, random);
  const text = ['model,seed,accuracy', ...rows].join('\n');
  const { checks, verdict } = await compareTable(text, {});
  const { status = '', message = '' } = checks.find(({ id }) => id === 'copied-runs') ?? {};
  expect(verdict === 'invalid').toBe(status === 'fail');
  return status === 'fail' ? message : '';
}

test('runs that repeat in order under new seeds are copies by one metric alone', async () => {
  for (let count = 0; count < 5; count += 1) {
    const values = [...new Set(accuracies(10_000, pick([4, 6, 16])))];
    const copied = [...values.slice(0, 5), ...values.slice(0, 5), ...values.slice(5, 15)];
    const message = await copiesIn(copied);
    for (const seed of [5, 6, 7, 8, 9]) expect(message, copied.join()).toContain(`a seed ${seed} is a seed`);
  }
});

test('ties on test sets of any size are no copies by one metric alone', async () => {
  for (let count = 0; count < 6; count += 1) {
    const values = accuracies(pick([30, 30, 100, 300, 1_000]), pick([3, 4, 16]));
    const failed = values.map((value) => (random() < 0.2 ? '0.1' : value));
    expect(await copiesIn(pick([values, failed])), values.join()).toBe('');
  }
});

test('values that agree because all lie close together are no copies', async () => {
  const rows = ['base', 'head'].flatMap((model) =>
    Array.from({ length: 10 }, (_, seed) => {
      const loss = (3.28 + randomInteger(random, 30) / 10_000).toFixed(4);
      return `${model},${seed},${loss},${(118 + random()).toFixed(2)}`;
    }),
  );
  const text = ['model,seed,val_loss,seconds', ...rows].join('\n');
  const result = await compareTable(text, { baseline: 'base', directions: [], metrics: ['val_loss'] });
  expect(result.checks).toContainEqual(expect.objectContaining({ id: 'copied-runs', status: 'pass' }));
});

test('a compared metric tells runs apart, whatever its name', async () => {
  const losses = ['0.51234', '0.73121'];
  const rows = ['base', 'head'].flatMap((model, at) =>
    Array.from({ length: 8 }, (_, seed) => `${model},${seed},${losses[seed % 2]},${100 + 10 * at + seed}.5`),
  );
  const text = ['model,seed,val_loss,seconds', ...rows].join('\n');
  const result = await compareTable(text, { baseline: 'base', metrics: ['seconds'] });
  expect(result.checks).toContainEqual(expect.objectContaining({ id: 'copied-runs', status: 'pass' }));
});

const normal = () => random() + random() + random() + random() - 2;
const right = (examples: number) =>
  Array.from({ length: examples }, () => random() < 0.85).filter(Boolean).length;

/** Honest runs whose values tie with many digits, for other reasons than a copy. */
const TYING: Readonly<Record<string, (model: number, seed: number) => Record<string, number>>> = {
  'losses of models that lie far apart': (model) => ({
    val_loss: Number((3.28 + 0.1 * model + 0.002 * normal()).toFixed(4)),
  }),
  'losses beside one run that failed': (model, seed) => ({
    val_loss: model + seed === 0 ? 7.2134 : Number((3.28 + 0.002 * normal()).toFixed(4)),
  }),
  'losses of collapsed runs': () => ({ loss: random() < 0.3 ? 0.6931471824645996 : 0.4 + 0.02 * normal() }),
  'returns that reach the most': () => ({ mean_reward: Math.min(200, 190 + 20 * normal()) }),
  'returns of 30 episodes': () => ({ mean_reward: right(30) / 30 }),
  'the log loss of trees': () => ({ log_loss: (36.04365338911715 * (30 - right(30))) / 30 }),
  'the error of classes': () => ({ rmse: Math.sqrt((30 - right(30)) / 30) }),
  'F1 of 30 examples': () => {
    const [a, b, c] = [right(10), right(10), right(10)];
    const f1 = (own: number, wrong: number) => (2 * own) / (10 + own + wrong);
    return {
      accuracy: (a + b + c) / 30,
      macro_f1: (f1(a, 10 - b) + f1(b, 10 - c) + f1(c, 10 - a)) / 3,
    };
  },
};

test.each(Object.keys(TYING))('%s are no copies', async (name) => {
  const runs = TYING[name] as (typeof TYING)[string];
  for (let count = 0; count < 3; count += 1) {
    const rows = [0, 1].flatMap((model) =>
      Array.from({ length: 12 }, (_, seed) => ({ model: `m${model}`, seed, ...runs(model, seed) })),
    );
    const metric = Object.keys(rows[0] ?? {})[2] as string;
    const text = [Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(','))];
    const { checks } = await compareTable(text.join('\n'), {
      baseline: 'm0',
      directions: [],
      metrics: [metric],
    });
    expect(checks, text.join('\n')).toContainEqual(
      expect.objectContaining({ id: 'copied-runs', status: 'pass' }),
    );
  }
});
