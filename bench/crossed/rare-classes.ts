/** Measures class metrics with a rare class, with and without the swap test. */
import { contributionsOf, subtractRows } from '../../src/stats/crossed/contributions.ts';
import { crossedEstimate, crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { swapTest } from '../../src/stats/crossed/swap-test.ts';
import type { RunPredictions } from '../../src/stats/metrics/predictions.ts';
import { metricNamed } from '../../src/stats/metrics/registry.ts';
import { createRandom, type Random } from '../../src/stats/random.ts';
import { layOut } from '../../test/stats/crossed/lay-out.ts';
import { Rate, tableOf } from './rates.ts';

const ALPHA = 0.05;
const EXAMPLES = 200;

/** A model is right on 85 % of examples, or 50 % of the `few` of class 2. */
function answers(labels: readonly number[], random: Random, gain: number): RunPredictions {
  const predictions = labels.map((label) => {
    const isRight = random() < (label === 2 ? 0.5 : 0.85) + gain;
    return isRight ? label : label === 0 ? 1 : 0;
  });
  return { predictions, probabilities: null };
}

export function studyRareClasses(repetitions: number): string {
  return tableOf(
    ['macro_f1', 'balanced_accuracy'].flatMap((metric) =>
      [2, 3, 5, 9, 20].map((few) => {
        const compute = metricNamed(metric)?.compute;
        if (compute === undefined) throw new Error(`${metric} is not computed`);
        const labels = Array.from({ length: EXAMPLES }, (_, example) => (example < few ? 2 : example % 2));
        const rates = { alarms: new Rate(), after: new Rate(), found: new Rate(), foundAfter: new Rate() };
        for (const gain of [0, 0.14]) {
          const random = createRandom('rare classes', metric, few, gain);
          for (let repetition = 0; repetition < repetitions; repetition++) {
            const [before, after] = [answers(labels, random, 0), answers(labels, random, gain)];
            const row = subtractRows(
              contributionsOf(compute, labels, after),
              contributionsOf(compute, labels, before),
            );
            const estimate = crossedEstimate(layOut([row]));
            const test = estimate.standardError === 0 ? null : crossedTest(estimate);
            const claims = test !== null && Math.max(test.pValue, test.skewCorrectedPValue) <= ALPHA;
            // Nothing is swapped with ten or more examples per class.
            const stands =
              claims &&
              (few >= 10 || swapTest(compute, labels, [[before, after]], { random }).pValue <= ALPHA);
            (gain === 0 ? rates.alarms : rates.found).count(claims);
            (gain === 0 ? rates.after : rates.foundAfter).count(stands);
          }
        }
        return {
          Metric: metric,
          'examples of the rare class': few,
          'no difference: claimed without': rates.alarms,
          '**with the swap test**': rates.after,
          'better by 14 points: found without': rates.found,
          'with it': rates.foundAfter,
        };
      }),
    ),
  );
}
