/** Prediction-powered means against ppi_py. Made by bench/oracles/judges.py. */
import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/distributions/normal.ts';
import { predictionPowered } from '../../src/stats/estimates/prediction-powered.ts';
import judges from '../stats/oracles/judges.json' with { type: 'json' };
import { expectClose } from '../stats/support.ts';

test.each(judges.samples.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
  const { labels, unlabelled, expected } = sample;
  const found = predictionPowered(sample);
  expectClose(found.difference, expected.estimate);
  expect(found.lambda).toBeCloseTo(expected.lambda, 9);
  // ppi_py divides by n where variances here divide by n − 1, and takes z where they take t and an added case.
  const [n, others] = [labels.length, unlabelled.length];
  const variance = (found.ofJudge * (others - 1)) / others + (found.ofLabels * (n - 1)) / n;
  const half = -normalQuantile(0.025) * Math.sqrt(variance);
  const [low = 0, high = 0] = expected.interval;
  expectClose(half, (high - low) / 2, 1e-8);
  expect(found.standardError).toBeGreaterThan(Math.sqrt(variance));
});
