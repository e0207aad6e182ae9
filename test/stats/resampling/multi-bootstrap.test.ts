import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, quantile, standardDeviation } from '../../../src/stats/describe.ts';
import { classificationMetrics } from '../../../src/stats/metrics/compute.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { multiBootstrap, resampleDifferences } from '../../../src/stats/resampling/multi-bootstrap.ts';
import { measureMeans } from '../../../src/stats/test-set/means.ts';
import { measure } from '../../../src/stats/test-set/measure.ts';
import type { Pairing } from '../../../src/stats/test-set/measured-units.ts';
import { expectClose } from '../support.ts';
import { exactLaw, excessOfChiSquare, type Rows } from '../test-set/support.ts';

const PAIRINGS: readonly Pairing[] = ['seed', 'none'];
const meanOf = (row: readonly number[], examples: readonly number[]) =>
  examples.reduce((sum, example) => sum + (row[example] ?? 0), 0) / examples.length;

/** Right or wrong, with easy and hard examples and one run that is worse than the others. */
function drawHits(
  label: string,
  runs: number,
  examples: number,
  gain: number,
): { baseline: Rows; candidate: Rows } {
  const random = createRandom('hits', label);
  const ease = Array.from({ length: examples }, () => random());
  const arm = (shift: number) =>
    Array.from({ length: runs }, (_, run) =>
      ease.map((p) => Number(random() < p + shift - (run === 0 ? 0.1 : 0))),
    );
  return { baseline: arm(0), candidate: arm(gain) };
}

describe('against all resamples, gone through one by one,', () => {
  const hits = {
    baseline: [
      [1, 0, 0, 1],
      [0, 0, 1, 1],
      [1, 1, 0, 1],
    ],
    candidate: [
      [1, 1, 0, 1],
      [1, 0, 1, 1],
      [0, 1, 1, 1],
    ],
  };
  const losses = {
    baseline: [
      [0.5, 2, 0.25, 1],
      [1, 1.5, 3, 0],
    ],
    candidate: [
      [0.75, 1, 0.5, 2],
      [0, 1, 1.25, 0.5],
    ],
  };

  test.each(PAIRINGS)('the difference of accuracies has the exact law (pairing: %s)', (pairing) => {
    const drawn = resampleDifferences(
      measureMeans({ ...hits, pairing }),
      40_000,
      createRandom('exact', pairing),
    );
    const law = exactLaw(hits.baseline, hits.candidate, pairing, meanOf);
    expect(Math.abs(excessOfChiSquare(drawn, law))).toBeLessThan(4);
  });

  test('so it has with arms of different sizes', () => {
    const candidate = hits.candidate.slice(0, 2);
    const units = measureMeans({ baseline: hits.baseline, candidate, pairing: 'none' });
    const drawn = resampleDifferences(units, 40_000, createRandom('exact', 'sizes'));
    const law = exactLaw(hits.baseline, candidate, 'none', meanOf);
    expect(Math.abs(excessOfChiSquare(drawn, law))).toBeLessThan(4);
  });

  test.each(PAIRINGS)('the difference of mean losses has the exact law (pairing: %s)', (pairing) => {
    const drawn = resampleDifferences(
      measureMeans({ ...losses, pairing }),
      40_000,
      createRandom('exact', pairing),
    );
    const law = exactLaw(losses.baseline, losses.candidate, pairing, meanOf);
    expect(Math.abs(excessOfChiSquare(drawn, law))).toBeLessThan(4);
  });

  test.each(PAIRINGS)('the difference of macro-F1 has the exact law (pairing: %s)', (pairing) => {
    const labels = [0, 1, 2, 1];
    const baseline = [
      [0, 1, 1, 1],
      [0, 2, 2, 1],
    ];
    const candidate = [
      [0, 1, 2, 0],
      [1, 1, 2, 1],
    ];
    const toRuns = (rows: Rows) => rows.map((predictions) => ({ predictions, probabilities: null }));
    const units = measure('macro_f1', {
      labels,
      baseline: toRuns(baseline),
      candidate: toRuns(candidate),
      pairing,
    });
    const macroF1 = (row: readonly number[], examples: readonly number[]) =>
      classificationMetrics({
        labels: examples.map((example) => labels[example] ?? 0),
        predictions: examples.map((example) => row[example] ?? 0),
        classes: 3,
      }).macro_f1 ?? Number.NaN;
    const drawn = resampleDifferences(units, 40_000, createRandom('exact', pairing));
    expect(Math.abs(excessOfChiSquare(drawn, exactLaw(baseline, candidate, pairing, macroF1)))).toBeLessThan(
      4,
    );
  });
});

test('the standard error of a paired mean is that of Owen’s formula', () => {
  const differences = [
    [1, 0, 2, -1, 3, 1],
    [0, 1, 2, 0, 1, -2],
    [2, 2, 3, 1, 2, 0],
    [-1, 0, 1, 1, 4, 2],
  ];
  // Sums of squares by anova(lm(y ~ pair + example)) in R: 4 pairs, 6 examples, and what is left.
  const [pairs, examples, rest] = [5.45833333333333, 18.70833333333333, 20.79166666666666];
  const expected = Math.sqrt(pairs / (16 * 6) + examples / (36 * 4) + rest / 24 ** 2);
  const baseline = differences.map((row) => row.map(() => 0));
  const units = measureMeans({ baseline, candidate: differences, pairing: 'seed' });
  const { standardError } = multiBootstrap(units, { resamples: 40_000, random: createRandom('Owen') });
  expectClose(standardError, expected, 0.015);
});

describe('on larger data', () => {
  const { baseline, candidate } = drawHits('larger', 6, 80, 0.08);

  /** The procedure as the paper has it: seeds and examples are drawn, and the drawn runs measured on the drawn examples. */
  function plainly(pairing: Pairing, resamples: number): number[] {
    const random = createRandom('plain', pairing);
    const draw = (length: number) => Array.from({ length }, () => randomInteger(random, length));
    return Array.from({ length: resamples }, () => {
      const ofCandidate = draw(candidate.length);
      const ofBaseline = pairing === 'seed' ? ofCandidate : draw(baseline.length);
      const examples = draw(baseline[0]?.length ?? 0);
      const score = (rows: Rows, units: number[]) =>
        mean(units.map((unit) => meanOf(rows[unit] ?? [], examples)));
      return score(candidate, ofCandidate) - score(baseline, ofBaseline);
    });
  }

  test.each(PAIRINGS)('it agrees with the procedure as the paper has it (pairing: %s)', (pairing) => {
    const plain = plainly(pairing, 6000);
    const result = multiBootstrap(measureMeans({ baseline, candidate, pairing }), {
      resamples: 20_000,
      random: createRandom('larger', pairing),
    });
    expectClose(result.standardError, standardDeviation(plain), 0.04);
    const width = result.interval.high - result.interval.low;
    expect(Math.abs(result.interval.low - quantile(plain, 0.025))).toBeLessThan(0.04 * width);
    expect(Math.abs(result.interval.high - quantile(plain, 0.975))).toBeLessThan(0.04 * width);
    const share = plain.filter((difference) => difference <= 0).length / plain.length;
    expect(Math.abs(result.pValue - 2 * Math.min(share, 1 - share))).toBeLessThan(0.02);
  });

  test.each([2, 31, 32, 40, 130])(
    '%i pairs, counted by sums or drawn one by one, have the same law',
    (pairs) => {
      const rows = drawHits('many', pairs, 60, 0.05);
      // A quarter more for either run changes no difference, and keeps the examples from being hits.
      const shift = (arm: Rows) => arm.map((row) => row.map((value) => value + 0.25));
      const counted = measureMeans({ ...rows, pairing: 'seed' });
      const drawn = measureMeans({
        baseline: shift(rows.baseline),
        candidate: shift(rows.candidate),
        pairing: 'seed',
      });
      const [a, b] = [counted, drawn].map((units) =>
        resampleDifferences(units, 8000, createRandom('law', pairs)),
      );
      expectClose(standardDeviation(a ?? []), standardDeviation(b ?? []), 0.05);
      expect(Math.abs(mean(a ?? []) - mean(b ?? []))).toBeLessThan(0.06 * standardDeviation(a ?? []));
    },
  );

  test('swapping the arms turns the sign', () => {
    for (const pairing of PAIRINGS) {
      const forth = multiBootstrap(measureMeans({ baseline, candidate, pairing }), {
        random: createRandom('swap'),
      });
      const back = multiBootstrap(measureMeans({ baseline: candidate, candidate: baseline, pairing }), {
        random: createRandom('swap'),
      });
      expect(back.difference).toBeCloseTo(-forth.difference, 14);
      expect(Math.abs(back.interval.low + forth.interval.high)).toBeLessThan(0.15 * forth.standardError);
      expect(Math.abs(back.interval.high + forth.interval.low)).toBeLessThan(0.15 * forth.standardError);
      expect(Math.abs(back.pValue - forth.pValue)).toBeLessThan(0.03);
    }
  });

  test('the same generator gives the same result, and another one nearly the same', () => {
    const units = measureMeans({ baseline, candidate, pairing: 'seed' });
    const run = (label: string) => multiBootstrap(units, { random: createRandom(label) });
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
    expectClose(run('a').standardError, run('b').standardError, 0.05);
  });

  test('with pairs, what the two runs of a seed have in common does not widen the interval', () => {
    const random = createRandom('paired');
    const common = Array.from({ length: 8 }, () => Array.from({ length: 100 }, () => 10 * random()));
    const rows = {
      baseline: common,
      candidate: common.map((row) => row.map((value) => value + 1 + random())),
    };
    const [paired, unpaired] = PAIRINGS.map((pairing) =>
      multiBootstrap(measureMeans({ ...rows, pairing }), { resamples: 1000, random: createRandom('paired') }),
    );
    expect(paired?.difference).toBeCloseTo(unpaired?.difference ?? 0, 12);
    expect((paired?.standardError ?? 1) * 5).toBeLessThan(unpaired?.standardError ?? 0);
  });
});

describe('laws', () => {
  const bits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 1 }), { minLength: length, maxLength: length });
  const arms = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 12 }))
    .chain(([runs, examples]) => fc.tuple(...Array.from({ length: 2 * runs }, () => bits(examples))))
    .map((rows) => ({ baseline: rows.slice(0, rows.length / 2), candidate: rows.slice(rows.length / 2) }));

  test('p lies in (0, 1], and the interval within what the metric allows', () => {
    fc.assert(
      fc.property(arms, fc.constantFrom(...PAIRINGS), fc.integer(), (rows, pairing, label) => {
        const { pValue, interval, difference } = multiBootstrap(measureMeans({ ...rows, pairing }), {
          resamples: 50,
          random: createRandom(label),
        });
        expect(pValue).toBeGreaterThanOrEqual(2 / 51);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(difference).toBeCloseTo(mean(rows.candidate.flat()) - mean(rows.baseline.flat()), 12);
      }),
    );
  });

  test('a model compared with itself shows nothing', () => {
    fc.assert(
      fc.property(arms, fc.integer(), ({ baseline }, label) => {
        const units = measureMeans({ baseline, candidate: baseline, pairing: 'seed' });
        const result = multiBootstrap(units, { resamples: 20, random: createRandom(label) });
        expect(result).toEqual({
          difference: 0,
          standardError: 0,
          interval: { level: 0.95, low: 0, high: 0 },
          pValue: 1,
        });
      }),
    );
  });

  test('a difference on every example of every pair is certain to the last resample', () => {
    const units = measureMeans({
      baseline: [
        [0, 0],
        [0, 0],
      ],
      candidate: [
        [1, 1],
        [1, 1],
      ],
      pairing: 'seed',
    });
    const result = multiBootstrap(units, { resamples: 99, random: createRandom('certain') });
    expect(result.interval).toEqual({ level: 0.95, low: 1, high: 1 });
    expect(result.pValue).toBe(2 / 100);
  });
});

test('says what it needs', () => {
  const random = createRandom('x');
  const one = { baseline: [[1, 0]], candidate: [[1, 1]] };
  expect(() => multiBootstrap(measureMeans({ ...one, pairing: 'seed' }), { random })).toThrow(
    'at least two seed pairs',
  );
  expect(() => multiBootstrap(measureMeans({ ...one, pairing: 'none' }), { random })).toThrow(
    'at least two runs an arm',
  );
  const rows = {
    baseline: [
      [1, 0],
      [0, 1],
    ],
    candidate: [
      [1, 0],
      [0, 1],
    ],
    pairing: 'seed',
  } as const;
  expect(() => multiBootstrap(measureMeans(rows), { level: 1, random })).toThrow('level');
});
