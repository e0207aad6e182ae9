import { describe, expect, test } from 'vitest';
import { seedChoice } from '../../../src/checks/conditions/seed-choice.ts';
import { judge, judgeOne } from '../judge.ts';

const check = (baseline: readonly number[], head: readonly number[]) =>
  judgeOne(seedChoice, {
    chosenSeeds: new Map([
      ['baseline', baseline],
      ['head', head],
    ]),
  });
const series = (from: number, to: number, step = 1) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
const without = (seeds: readonly number[], ...left: readonly number[]) =>
  seeds.filter((seed) => !left.includes(seed));

describe('seed-choice', () => {
  test.each<[string, readonly number[], readonly number[]]>([
    ['the same series', series(1, 10), series(1, 10)],
    ['from 0', series(0, 4), series(0, 4)],
    ['from 42 on', series(42, 46), series(42, 46)],
    ['in tens', series(0, 90, 10), series(0, 90, 10)],
    ['more runs of one arm at the end', series(1, 6), series(1, 20)],
    ['the same numbers picked at random', [42, 1337, 2024, 7, 99], [42, 1337, 2024, 7, 99]],
    ['numbers of its own for each arm', [11, 12, 13], [21, 22, 23]],
    ['two seeds', [1, 3], [1, 3]],
    ['random numbers against a fixed number', [], [3, 17, 40, 99, 1000]],
    ['random numbers against two seeds', [42, 7], [3, 17, 40, 99, 1000]],
    ['random numbers that meet by chance', [3, 17, 45, 66, 71, 90], [8, 17, 22, 51, 88, 93]],
    ['shuffled rows', [3, 1, 2, 5, 4], [5, 4, 3, 2, 1]],
  ])('is silent on %s', (_, baseline, head) => {
    expect(check(baseline, head)).toMatchObject({ status: 'pass', value: 0 });
  });

  test.each<[string, readonly number[], readonly number[], number, string]>([
    ['one arm', series(1, 10), without(series(1, 10), 3, 7), 2, 'seeds 3 and 7 of head'],
    ['the baseline', without(series(1, 10), 2), series(1, 10), 1, 'seed 2 of baseline'],
    [
      'both',
      without(series(1, 10), 4, 5, 9),
      without(series(1, 10), 4, 5, 9),
      3,
      'seeds 4, 5 and 9 in both arms',
    ],
    ['a series in tens', series(0, 90, 10), without(series(0, 90, 10), 30), 1, 'seed 30 of head'],
    ['numbers picked at random', [42, 1337, 2024, 7, 99], [42, 2024, 7, 99], 1, 'seed 1337 of head'],
    ['an arm with seeds of its own', series(1, 5), without(series(11, 18), 13), 1, 'seed 13 of head'],
    ['the beginning', series(1, 8), series(3, 8), 2, 'seeds 1 and 2 of head'],
    ['many', series(1, 20), without(series(1, 20), 2, 3, 5, 8, 11), 5, 'seeds 2, 3, 5 and 2 more of head'],
  ])('warns of seeds that are missing in %s', (_, baseline, head, value, words) => {
    expect(check(baseline, head)).toMatchObject({
      status: 'warn',
      value,
      message: expect.stringContaining(`runs may have been left out: ${words}. `),
    });
  });

  test.each<[string, readonly number[], readonly number[], string]>([
    ['the variant', series(1, 5), [11, 17, 23, 42, 58], 'head has 11, 17, 23 and 2 more, but baseline has'],
    ['the baseline', [3, 11, 12, 19], series(0, 4), 'baseline has 3, 11, 12 and 19, but head has'],
  ])('warns of seeds of %s alone that look picked', (_, baseline, head, words) => {
    expect(check(baseline, head).message).toContain(
      `seeds may have been picked: ${words} a regular sequence`,
    );
  });

  test('says nothing of seeds that the design has chosen', () => {
    expect(judge(seedChoice, {})).toEqual([]);
  });
});
