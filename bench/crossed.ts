/**
 * How the crossed test of seeds and examples behaves: levels, power, coverage, by simulation.
 *
 *   npm run bench:crossed                prints all tables
 *   npm run bench:crossed -- power       prints the named ones
 *
 * Every cell has its own seeded stream, so the output is the same on every machine.
 */
import { studyAfterLooks } from './crossed/after-looks.ts';
import { requireDefaultSpending } from './crossed/decide.ts';
import { studyFalseAlarms, studyPower } from './crossed/levels.ts';
import { SKEWED_WORLDS } from './crossed/worlds/effects.ts';
import { macroF1 } from './crossed/worlds/macro-f1.ts';
import { ACCURACY_WORLDS, trueDifference } from './crossed/worlds/probit.ts';
import { auroc, logLoss } from './crossed/worlds/scores.ts';

const METRIC_WORLDS = [macroF1, auroc, logLoss].flatMap((metric) => [50, 100, 500].map((m) => metric(m)));

const STUDIES: Readonly<Record<string, () => string>> = {
  accuracy: () => studyFalseAlarms(ACCURACY_WORLDS, 6000),
  metrics: () => studyFalseAlarms(METRIC_WORLDS, 3000),
  skewed: () => studyFalseAlarms(SKEWED_WORLDS, 6000),
  power: () =>
    studyPower(
      ACCURACY_WORLDS.flatMap((world) => [0.15, 0.3].map((gain) => [world, gain] as const)),
      2000,
    ),
  'power-metrics': () =>
    studyPower(
      METRIC_WORLDS.map((world) => [world, 0.4] as const),
      1500,
    ),
  'after-looks': () =>
    studyAfterLooks(
      ACCURACY_WORLDS.flatMap((world) =>
        [0, 0.15, 0.3, 0.6].map((gain) => ({ world, gain, truth: trueDifference(world, gain) })),
      ),
      600,
    ),
};

requireDefaultSpending();
const asked = process.argv.slice(2);
for (const [name, study] of Object.entries(STUDIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n\n${study()}`);
}
