/** The calibration study decides as the program does, and its other procedures have the error rates that theory gives them. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT, type Design, decideByLooks, FIXED } from '../../bench/calibration/design.ts';
import { PROCEDURES } from '../../bench/calibration/procedures.ts';
import { decideWithRecords } from '../../bench/calibration/records.ts';
import { createSample, type Sample } from '../../bench/calibration/sample.ts';
import { type Question, simulate } from '../../bench/calibration/study.ts';
import { claims, detectionLess, meanSeeds, share } from '../../bench/calibration/tally.ts';
import { NORMAL, PAIRS, UNSEEN_WORLDS, WORLDS, type World } from '../../bench/calibration/worlds.ts';
import { mean, standardDeviation } from '../../src/stats/describe.ts';
import { normalCdf } from '../../src/stats/distributions/normal.ts';
import { studentTQuantile } from '../../src/stats/distributions/student-t.ts';
import { createRandom } from '../../src/stats/random.ts';
import { pairedTExits } from '../../src/stats/sequential/t-boundaries.ts';

// The estimate takes most of the time of the long way and has no say in a verdict.
vi.mock('../../src/analysis/decide/adjust-for-looks.ts', () => ({
  adjustForLooks: (comparison: unknown) => comparison,
}));

function samples(world: World, effect: number, count: number): Sample[] {
  const random = createRandom('test of the calibration', world.name, effect);
  return Array.from({ length: count }, (_, index) =>
    createSample(
      `${effect} ${index}`,
      world.draw(random, effect * world.deviation, index),
      0.75 * world.deviation,
    ),
  );
}

describe('the short way to a decision', () => {
  const seen = new Set<string>();
  let withheld = 0;

  test.each(WORLDS)('is that of the program in the world "$name"', (world) => {
    for (const effect of [0, 0.6, 1.2]) {
      for (const margin of [null, 0.75 * world.deviation]) {
        for (const sample of samples(world, effect, 3)) {
          const short = decideByLooks(sample, DEFAULT, margin);
          expect(short).toEqual(decideWithRecords(sample, DEFAULT.looks, margin));
          seen.add(`${short.verdict} after ${short.seeds}`);
          const bare = decideByLooks(sample, { ...DEFAULT, crossChecks: null }, margin);
          if (bare.verdict !== short.verdict || bare.seeds !== short.seeds) withheld++;
        }
      }
      for (const sample of samples(world, effect, 2)) {
        expect(decideByLooks(sample, FIXED, null)).toEqual(decideWithRecords(sample, FIXED.looks, null));
      }
    }
  });

  test('was tried on every verdict, early and late, and on claims that a cross-check withholds', () => {
    for (const verdict of ['improvement', 'equivalent', 'inconclusive']) {
      const ends = [...seen].filter((end) => end.startsWith(verdict));
      expect(ends.length, verdict).toBeGreaterThan(2);
      expect(ends).toContain(`${verdict} after ${PAIRS}`);
    }
    expect([...seen].some((end) => end.startsWith('regression'))).toBe(true);
    expect(withheld).toBeGreaterThan(0);
  });

  test('is that of the program where pairs are too few or all the same', () => {
    const values = Array.from({ length: PAIRS }, (_, seed) => 0.7 + 0.01 * ((seed * 7) % 5));
    const arms = (candidate: Array<number | null>) =>
      createSample('odd', { baseline: values, candidate }, 0.01);
    const failing = values.map((value, seed) => (seed < 6 ? null : value + 0.05 + 0.001 * (seed % 3)));
    for (const [sample, verdict] of [
      [arms(values), 'inconclusive'],
      [arms(values.map((value) => value + 0.25)), 'inconclusive'],
      [arms(failing), 'improvement'],
    ] as const) {
      expect(decideByLooks(sample, DEFAULT, null)).toEqual(decideWithRecords(sample, DEFAULT.looks, null));
      expect(decideByLooks(sample, DEFAULT, null).verdict).toBe(verdict);
    }
  });
});

describe('a procedure', () => {
  const REPETITIONS = 4000;
  const question = (effect: number): Question => ({
    world: NORMAL,
    effect,
    margin: 0.75,
    repetitions: REPETITIONS,
    costlyRepetitions: 0,
  });
  const bare = (design: Design) => ({ ...design, crossChecks: null, futility: 0 });
  const cheap = [
    ...PROCEDURES.filter(({ isCostly }) => !isCostly),
    ...[DEFAULT, FIXED].map((design, index) => ({
      name: ['default, t test alone', 'fixed, t test alone'][index] as string,
      isCostly: false,
      decide: (sample: Sample) => decideByLooks(sample, bare(design), null),
    })),
  ];
  const cell = simulate(question(0), cheap);
  const peeks = pairedTExits(
    DEFAULT.looks,
    DEFAULT.looks.map((pairs) => -studentTQuantile(0.025, pairs - 1)),
  ).reduce((sum, exit) => sum + exit, 0);

  test.each([
    ['one run each', 1],
    ['mean of 5 runs', 1],
    ['t test after every look', peeks],
    ['unpaired t test, 25 runs each', 0.05],
    // 19 or more of 25 fair coins on one side; 18 or more.
    ['P(A>B) above 0.75, 25 pairs', (2 * 245_506) / 2 ** 25],
    ['default, t test alone', 0.05],
    ['fixed, t test alone', 0.05],
  ])('%s claims a difference where there is none at the rate %d', (name, expected) => {
    const found = claims(cell.get(name) ?? []);
    expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(4 * found.standardError);
  });

  test.each([
    ['one run each', 1],
    ['mean of 5 runs', 5],
  ])('%s has the wrong sign as often as a mean of so many differences', (name, runs) => {
    const outcomes = simulate(question(0.5), cheap).get(name) ?? [];
    const wrong = share(outcomes, ({ verdict }) => verdict === 'regression');
    const expected = normalCdf(-0.5 * Math.sqrt(runs));
    expect(Math.abs(wrong.value - expected)).toBeLessThan(4 * wrong.standardError);
    expect(meanSeeds(outcomes)).toBe(runs);
  });

  test('says the same whatever other procedures are tried beside it', () => {
    const small = { ...question(0.5), repetitions: 30, costlyRepetitions: 10 };
    const all = simulate(small, PROCEDURES);
    for (const procedure of PROCEDURES) {
      const alone = simulate(small, [procedure]);
      expect(alone.get(procedure.name)).toEqual(all.get(procedure.name));
      expect(alone.get(procedure.name)).toHaveLength(procedure.isCostly ? 10 : 30);
    }
  });
});

test.each([...WORLDS, ...UNSEEN_WORLDS])(
  'the world "$name" has the difference and the spread that it says',
  (world) => {
    const differences = samples(world, 0.75, 2000).flatMap((sample) => sample.differences(PAIRS));
    expect(mean(differences) / world.deviation).toBeCloseTo(0.75, 1);
    // The variance of heavy tails settles slowly.
    const isHeavy = ['t, 3 df', 'lognormal', 'lognormal difference'].includes(world.name);
    const ratio = standardDeviation(differences) / world.deviation;
    expect(Math.abs(ratio - 1)).toBeLessThan(isHeavy ? 0.15 : 0.03);
  },
);

test('detection is compared repetition by repetition', () => {
  const [found, missed] = [
    { verdict: 'improvement', seeds: 20 },
    { verdict: 'inconclusive', seeds: 20 },
  ] as const;
  // Differences −1, 0, 0, 0: mean −1/4, sum of squares 3/4.
  const loss = detectionLess([missed, found, found, missed], [found, found, found, missed]);
  expect(loss.value).toBe(-0.25);
  expect(loss.standardError).toBeCloseTo(Math.sqrt(0.75) / 4, 15);
});

test('the docs show every procedure in every world', async () => {
  const page = await readFile(new URL('../../docs/contributing/calibration.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('<!-- generated: calibration -->'));
  for (const { name } of [...PROCEDURES, ...WORLDS, ...UNSEEN_WORLDS]) expect(section).toContain(name);
});
