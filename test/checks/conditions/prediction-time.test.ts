import { describe } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { predictionTime } from '../../../src/checks/conditions/prediction-time.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

/** @param noise standard deviation of the logarithm of a time */
function check(
  times: number,
  { noise = 0.1, verdict = 'improvement' as Verdict, name = 'cost', isDeclared = false } = {},
) {
  const random = createRandom('prediction time', times, noise);
  const records = bothArms(6, (_, arm) => {
    const seconds = 0.002 * (arm === 1 ? times : 1) * Math.exp(noise * randomNormal(random));
    return name === 'cost'
      ? { cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, inferenceSeconds: seconds } }
      : { metrics: { test: { accuracy: 0.8, [name]: seconds } } };
  });
  const metrics = [ACCURACY, ...(isDeclared ? [{ ...ACCURACY, name, role: 'secondary' as const }] : [])];
  return judgeOne(predictionTime, { records, metrics, comparisons: decided(verdict) });
}

describe('prediction-time', () =>
  cases([
    [
      'an ensemble of eight',
      check(8),
      'warn',
      /^accuracy is better, but a prediction takes [78]\.?\d*× \[.*\] the time/,
    ],
    ['four times', check(4), 'warn'],
    ['an equivalent ensemble', check(8, { verdict: 'equivalent' }), 'warn', 'accuracy is equivalent, but'],
    ...['inference_seconds', 'latency_ms', 'predict_time', 'time_per_example'].map(
      (name) => [name, check(8, { name }), 'warn'] as const,
    ),
    ['as fast', check(1), 'pass'],
    ['faster', check(0.2), 'pass'],
    ['a larger model', check(2), 'pass'],
    ['five times by noise', check(5, { noise: 3 }), 'pass'],
    ['no decision', check(8, { verdict: 'inconclusive' }), 'pass'],
    ['a regression', check(8, { verdict: 'regression' }), 'pass'],
    ['a time that the config compares', check(8, { name: 'latency_ms', isDeclared: true }), 'not-checked'],
    ...['prediction_accuracy', 'predictions', 'inference_steps', 'seconds', 'latent_size'].map(
      (name) => [name, check(8, { name }), 'not-checked'] as const,
    ),
  ]));
