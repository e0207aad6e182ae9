import { describe, expect, test } from 'vitest';
import { seedTrend } from '../../../src/checks/conditions/seed-trend.ts';
import { createRandom, type Random, randomNormal } from '../../../src/stats/random.ts';
import { drawExperiment } from '../experiments.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { scored } from '../records.ts';

const status = (of: (seed: number, arm: 0 | 1) => number, seeds = 12) => {
  const values = (arm: 0 | 1) => Array.from({ length: seeds }, (_, index) => of(index + 1, arm));
  const records = [...scored('baseline', values(0)), ...scored('head', values(1))];
  return judgeOne(seedTrend, { records, metrics: [ACCURACY] }).status;
};

describe('seed-trend', () => {
  test('epochs of one real training, counted as seeds, are found', () => {
    for (let draw = 0; draw < 8; draw++) {
      const [one, other] = drawExperiment(createRandom('seed trend', draw), {
        seeds: 1,
        rates: [0.15, 0.18],
        epochs: 12,
      });
      const of = (run: typeof one) =>
        run?.curves.map(({ validation }) => validation.accuracy as number) ?? [];
      const records = [...scored('baseline', of(one)), ...scored('head', of(other))];
      expect(judgeOne(seedTrend, { records, metrics: [ACCURACY] })).toMatchObject({
        status: 'warn',
        message: expect.stringMatching(
          /^accuracy rises with the seed number, from .* in baseline and from .* in head\. /,
        ),
      });
    }
  });

  test.each<[string, (random: Random) => (seed: number, arm: 0 | 1) => number]>([
    ['independent runs', (random) => () => 0.8 + 0.01 * randomNormal(random)],
    [
      'seeds that decide the split of both arms',
      (random) => {
        const luck = Array.from({ length: 20 }, () => randomNormal(random));
        return (seed) => 0.8 + 0.02 * (luck[seed] as number) + 0.001 * randomNormal(random);
      },
    ],
    ['few different values', (random) => () => 0.8 + 0.01 * Math.round(2 * random())],
    ['one arm that drifts', (random) => (seed, arm) => 0.8 + 0.01 * (arm * seed + randomNormal(random))],
    ['two groups at random', (random) => () => (random() < 0.5 ? 0.6 : 0.9) + 0.001 * randomNormal(random)],
    ['a heavy tail', (random) => () => 0.8 - 0.01 / (0.05 + random())],
  ])('%s are healthy', (_, of) => {
    for (let draw = 0; draw < 15; draw++) {
      const random = createRandom('seed trend', 'healthy', draw);
      expect(status(of(random))).not.toBe('warn');
    }
  });

  test('results without seeds, and few runs, are not checked', () => {
    const records = [
      ...scored('baseline', [1, 2, 3, 4, 5, 6, 7, 8]),
      ...scored('head', [1, 2, 3, 4, 5, 6, 7, 8]),
    ];
    const metrics = [ACCURACY];
    expect(judgeOne(seedTrend, { records, metrics, resultSource: 'table' }).status).toBe('not-checked');
    expect(
      judgeOne(seedTrend, { records, metrics, resultSource: 'table', chosenSeeds: new Map() }).status,
    ).toBe('warn');
    expect(status((seed) => seed, 6)).toBe('not-checked');
  });
});
