import { describe, expect, test } from 'vitest';
import { choosePairing } from '../../src/compare-results/choose-pairing.ts';
import { createRandom, randomInteger } from '../../src/stats/random.ts';
import { wordsOf } from '../../src/words/unit-words.ts';
import { compareTable, table } from './compare-files.ts';

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

function pairingOf(own: readonly number[], other: readonly number[], stated: 'paired' | 'unpaired' | null) {
  const recordsOf = (model: string, seeds: readonly number[]) =>
    seeds.map((seed) => ({ model, seed }) as never);
  const records = [...recordsOf('a', own), ...recordsOf('b', other)];
  return choosePairing({ baseline: 'a', variants: ['b'] }, records, stated, wordsOf({})).unpaired.has('b')
    ? 'none'
    : 'seed';
}

describe('seeds of two models', () => {
  test.each([
    ['all shared, however few', range(1, 2), range(1, 2), 'seed'],
    ['half and five', range(1, 10), range(6, 10), 'seed'],
    ['half, but four', range(1, 8), range(5, 8), 'none'],
    ['five, but less than half', range(1, 11), range(7, 11), 'none'],
    ['all of the smaller arm, but four', range(1, 8), range(1, 4), 'none'],
  ])('%s', (_, own, other, expected) => {
    expect(pairingOf(own, other, null)).toBe(expected);
    expect(pairingOf(own, other, 'paired')).toBe('seed');
    expect(pairingOf(own, other, 'unpaired')).toBe('none');
  });

  test('drawn at random are no pairs', () => {
    const random = createRandom('pairing');
    const draw = () => range(0, 20).map(() => randomInteger(random, 1000));
    // Sets without a common seed are unpaired anyway.
    const pairs = range(0, 200).map(() => [draw(), draw()] as const);
    const meeting = pairs.filter(([one, other]) => one.some((seed) => other.includes(seed)));
    expect(meeting.length).toBeGreaterThan(20);
    expect(meeting.filter(([one, other]) => pairingOf(one, other, null) === 'seed')).toEqual([]);
  });

  test('that meet in one number compare all runs, and the report says so', async () => {
    const text = table({ a: [0.1, 0.2, 0.4, 0.3, 0.3], b: [0.2, 0.4, 0.5, 0.6, 0.7] }, { b: 5 });
    const { comparisons, provenance } = await compareTable(text);
    expect(comparisons).toMatchObject([{ pairing: 'none', baseline: { n: 5 }, candidate: { n: 5 } }]);
    expect(provenance.notices).toEqual([
      '"b" and "a" share 1 of 5 seeds, too few for pairs, so they are compared unpaired (Welch). If an equal seed means equal data and order, add --design paired.',
    ]);
  });

  test('that are not shared cannot be stated to be pairs', async () => {
    const text = table({ a: [1, 2], b: [1, 3] }, { b: 9 });
    await expect(compareTable(text, { design: 'paired' })).rejects.toThrow(
      '--design: "b" shares no seed with "a"',
    );
  });
});
