import { describe, expect, test } from 'vitest';
import { standardDeviation } from '../../../src/stats/describe.ts';
import { varianceComponents } from '../../../src/stats/estimates/variance-components.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { resampleDifferences } from '../../../src/stats/resampling/multi-bootstrap.ts';
import { measureMeans } from '../../../src/stats/test-set/means.ts';
import { measure } from '../../../src/stats/test-set/measure.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { welchT } from '../../../src/stats/tests/welch-t.ts';
import { expectClose } from '../support.ts';
import type { Rows } from '../test-set/support.ts';

const ZEROS = [0, 0, 0, 0, 0, 0];
const DIFFERENCES = [
  [1, 0, 2, -1, 3, 1],
  [0, 1, 2, 0, 1, -2],
  [2, 2, 3, 1, 2, 0],
  [-1, 0, 1, 1, 4, 2],
];

/** Effects of known size: what the components are estimates of. */
function simulate(
  label: string,
  runs: number,
  examples: number,
  spread: { runs: number; examples: number; rest: number },
): Rows {
  const random = createRandom('components', label);
  const ofExamples = Array.from({ length: examples }, () => spread.examples * randomNormal(random));
  return Array.from({ length: runs }, () => {
    const ofRun = spread.runs * randomNormal(random);
    return ofExamples.map((effect) => ofRun + effect + spread.rest * randomNormal(random));
  });
}

const zerosLike = (rows: Rows) => rows.map((row) => row.map(() => 0));

describe('the variance of a difference', () => {
  const paired = varianceComponents(
    measureMeans({ baseline: DIFFERENCES.map(() => ZEROS), candidate: DIFFERENCES, pairing: 'seed' }),
  );

  test('is taken apart as by the analysis of variance in R', () => {
    // anova(lm(y ~ s + e)): mean squares of 4 pairs, 6 examples, and what is left.
    const [pairs, examples, rest] = [1.81944444444444, 3.74166666666667, 1.38611111111111];
    expectClose(paired.seeds, (pairs - rest) / 24, 1e-12);
    expectClose(paired.examples, (examples - rest) / 24, 1e-12);
    expectClose(paired.interaction, rest / 24, 1e-12);
  });

  test('for new seeds is that of the paired t test', () => {
    const means = DIFFERENCES.map((row) => row.reduce((sum, value) => sum + value) / row.length);
    expectClose(paired.standardErrors.seeds, pairedT(means).standardError, 1e-12);
  });

  test('is halved source by source as seeds or examples are doubled', () => {
    const { seeds, examples, interaction, standardErrors } = paired;
    expectClose(standardErrors.total ** 2, seeds + examples + interaction, 1e-12);
    expectClose(standardErrors.withTwiceTheSeeds ** 2, seeds / 2 + examples + interaction / 2, 1e-12);
    expectClose(standardErrors.withTwiceTheExamples ** 2, seeds + (examples + interaction) / 2, 1e-12);
  });

  test('without pairs adds up both arms, and for new seeds is that of the Welch test', () => {
    const baseline = simulate('baseline', 5, 40, { runs: 3, examples: 1, rest: 1 });
    const candidate = simulate('candidate', 4, 40, { runs: 2, examples: 1, rest: 1 });
    const components = varianceComponents(measureMeans({ baseline, candidate, pairing: 'none' }));
    const means = (rows: Rows) => rows.map((row) => row.reduce((sum, value) => sum + value) / row.length);
    expectClose(
      components.standardErrors.seeds,
      welchT(means(candidate), means(baseline)).standardError,
      1e-12,
    );
  });

  test('is estimated near what it is made of', () => {
    const rows = simulate('known', 60, 400, { runs: 0.2, examples: 1, rest: 2 });
    const components = varianceComponents(
      measureMeans({ baseline: zerosLike(rows), candidate: rows, pairing: 'seed' }),
    );
    expectClose(components.seeds, 0.2 ** 2 / 60, 0.5);
    expectClose(components.examples, 1 / 400, 0.25);
    expectClose(components.interaction, 4 / (60 * 400), 0.05);
  });

  test('has no negative parts', () => {
    // Each example's differences cancel, so the pairs are more alike than chance would have them.
    const candidate = [
      [1, -1, 2, -2],
      [-1, 1, -2, 2],
    ];
    const components = varianceComponents(
      measureMeans({ baseline: zerosLike(candidate), candidate, pairing: 'seed' }),
    );
    expect([components.seeds, components.examples]).toEqual([0, 0]);
    expect(components.interaction).toBeGreaterThan(0);
  });

  test('is nothing where both arms answer alike', () => {
    const rows = [
      [1, 0, 1],
      [0, 0, 1],
    ];
    const { standardErrors } = varianceComponents(
      measureMeans({ baseline: rows, candidate: rows, pairing: 'seed' }),
    );
    expect(Object.values(standardErrors)).toEqual([0, 0, 0, 0, 0]);
  });

  test.each(['accuracy', 'macro_f1', 'mcc'])(
    'of %s is what the multi-bootstrap finds, with many seeds and examples',
    (metric) => {
      const random = createRandom('both', metric);
      const classes = 4;
      const labels = Array.from({ length: 400 }, () => Math.floor(random() * classes));
      const ease = labels.map(() => random());
      const arm = (gain: number) =>
        Array.from({ length: 30 }, () => {
          const own = 0.1 * randomNormal(random) + gain;
          return {
            predictions: labels.map((label, example) =>
              random() < (ease[example] ?? 0) + own ? label : Math.floor(random() * classes),
            ),
            probabilities: null,
          };
        });
      const units = measure(metric, { labels, baseline: arm(0), candidate: arm(0.05), pairing: 'seed' });
      const { total } = varianceComponents(units).standardErrors;
      // The bootstrap counts the interaction three times, once for each way of resampling, but it is small here.
      const resampled = standardDeviation(
        resampleDifferences(units, 3000, createRandom('both', metric, 'resampled')),
      );
      expectClose(resampled, total, 0.12);
    },
  );
});

test('says what it needs', () => {
  const one = measureMeans({ baseline: [[0], [1]], candidate: [[1], [1]], pairing: 'seed' });
  expect(() => varianceComponents(one)).toThrow(
    'at least two examples and two runs of each kind: there are 1 examples',
  );
});
