/** Accuracy of two models: how often each test claims a difference that is not there, and finds one that is. */
import { createRandom } from '../../src/stats/random.ts';
import { Draws } from './draws.ts';
import { crossed, decideByLooks, decideFixed, examplesOnly, seedsOnly, seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import { SKEWED_WORLDS } from './worlds/effects.ts';
import { macroF1 } from './worlds/macro-f1.ts';
import { ACCURACY_WORLDS } from './worlds/probit.ts';
import { auroc, logLoss } from './worlds/scores.ts';
import type { World } from './worlds/world.ts';

const OTHER_WORLDS: readonly World[] = [
  ...[50, 100, 500].map(macroF1),
  ...[50, 100, 500].map(auroc),
  ...[50, 100, 500].map((examples) => logLoss(examples)),
  ...SKEWED_WORLDS,
];

export function studyFalseAlarms(repetitions: number, worlds = ACCURACY_WORLDS): string {
  return tableOf(
    worlds.map((world) => {
      const columns = {
        'seeds only, 25 pairs': new Rate(),
        'seeds only, 6 to 25': new Rate(),
        'crossed, 25 pairs': new Rate(),
        'crossed, 6 to 25': new Rate(),
        'examples only, 6 to 25': new Rate(),
      };
      const draws = new Draws(createRandom('crossed', 'false alarms', world.name));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const seen = seeLooks(world.draw(draws, 0));
        columns['seeds only, 25 pairs'].count(decideFixed(seen, seedsOnly).sign !== 0);
        columns['seeds only, 6 to 25'].count(decideByLooks(seen, seedsOnly).sign !== 0);
        columns['crossed, 25 pairs'].count(decideFixed(seen, crossed).sign !== 0);
        columns['crossed, 6 to 25'].count(decideByLooks(seen, crossed).sign !== 0);
        columns['examples only, 6 to 25'].count(decideByLooks(seen, examplesOnly).sign !== 0);
      }
      return { World: world.name, ...columns };
    }),
  );
}

export const studyOtherMetrics = (repetitions: number): string => studyFalseAlarms(repetitions, OTHER_WORLDS);

const EFFECTS = [0.15, 0.3];

export function studyPower(repetitions: number): string {
  return tableOf(
    ACCURACY_WORLDS.flatMap((world) =>
      EFFECTS.map((effect) => {
        const [fixed, sequential] = [new Rate(), new Rate()];
        const pairs = new Mean();
        const draws = new Draws(createRandom('crossed', 'power', world.name, effect));
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const seen = seeLooks(world.draw(draws, effect));
          const claim = decideByLooks(seen, crossed);
          fixed.count(decideFixed(seen, crossed).sign > 0);
          sequential.count(claim.sign > 0);
          pairs.add(claim.pairs);
        }
        return {
          World: world.name,
          'gain, probit scale': effect,
          'crossed, 25 pairs': fixed,
          'crossed, 6 to 25': sequential,
          'pairs, 6 to 25': pairs.value.toFixed(1),
        };
      }),
    ),
  );
}
