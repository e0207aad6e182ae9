/**
 * Simulates the crossed test of seeds and examples.
 *
 *   npm run bench:crossed                prints all tables
 *   npm run bench:crossed -- power       prints the named ones
 *   npm run bench:crossed -- --share 0.1 with a tenth of the repetitions
 */
import { parseArgs } from 'node:util';
import { studyAfterLooks } from './crossed/after-looks.ts';
import { studyClusters } from './crossed/clusters.ts';
import { requireDefaultSpending } from './crossed/decide.ts';
import { studyEquivalence } from './crossed/equivalence.ts';
import { studyFamily } from './crossed/family.ts';
import { studyFewSeeds } from './crossed/few-seeds.ts';
import { studyFalseAlarms, studyPower } from './crossed/levels.ts';
import { studyOneRun } from './crossed/one-run.ts';
import { studyRareClasses } from './crossed/rare-classes.ts';
import { balancedAccuracy, kappa, macroF1, mcc } from './crossed/worlds/class-counts.ts';
import { CLUSTERED_WORLDS } from './crossed/worlds/clustered.ts';
import { SKEWED_WORLDS } from './crossed/worlds/effects.ts';
import { ACCURACY_WORLDS, trueDifference } from './crossed/worlds/probit.ts';
import { r2, rmse } from './crossed/worlds/regression.ts';
import { auroc, calibrationError, logLoss } from './crossed/worlds/scores.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { share: { type: 'string', default: '1' } },
});
const times = (repetitions: number) => Math.round(repetitions * Number(values.share));

const METRIC_WORLDS = [macroF1, auroc, logLoss].flatMap((metric) => [50, 100, 500].map((m) => metric(m)));

const MORE_METRICS = [mcc, kappa, balancedAccuracy, calibrationError, rmse, r2];

/** Stage-wise intervals are slow. */
const AFTER_LOOKS = ['50 examples', '500 examples', '100, strong seed effect'];

const STUDIES: Readonly<Record<string, () => string>> = {
  accuracy: () => studyFalseAlarms(ACCURACY_WORLDS, times(6000)),
  metrics: () => studyFalseAlarms(METRIC_WORLDS, times(3000)),
  'more-metrics': () =>
    studyFalseAlarms(
      MORE_METRICS.flatMap((metric) => [50, 200].map((examples) => metric(examples))),
      times(2000),
    ),
  skewed: () => studyFalseAlarms(SKEWED_WORLDS, times(6000)),
  power: () =>
    studyPower(
      ACCURACY_WORLDS.flatMap((world) => [0.15, 0.3].map((gain) => [world, gain] as const)),
      times(2000),
    ),
  'power-metrics': () =>
    studyPower(
      METRIC_WORLDS.map((world) => [world, 0.4] as const),
      times(1500),
    ),
  'few-seeds': () => studyFewSeeds(ACCURACY_WORLDS, times(6000)),
  clusters: () => studyClusters(CLUSTERED_WORLDS, times(4000)),
  family: () => studyFamily([50, 200, 1000], times(1500)),
  equivalence: () => studyEquivalence(ACCURACY_WORLDS, [0.3], times(3000)),
  'one-run': studyOneRun,
  'rare-classes': () => studyRareClasses(times(1000)),
  'after-looks': () =>
    studyAfterLooks(
      ACCURACY_WORLDS.filter(({ name }) => AFTER_LOOKS.includes(name)).flatMap((world) =>
        [0, 0.3, 0.6].map((gain) => ({ world, gain, truth: trueDifference(world, gain) })),
      ),
      times(500),
    ),
};

requireDefaultSpending();
for (const [name, study] of Object.entries(STUDIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n\n${study()}`);
}
