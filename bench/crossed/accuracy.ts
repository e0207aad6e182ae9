/** Accuracy of two models: how often each test claims a difference that is not there, and finds one that is. */
import { createRandom } from '../../src/stats/random.ts';
import { Draws } from './draws.ts';
import { crossed, decideByLooks, decideFixed, examplesOnly, seedsOnly, seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import { ACCURACY_WORLDS, ProbitTable } from './worlds.ts';

export function studyFalseAlarms(repetitions: number): string {
  return tableOf(
    ACCURACY_WORLDS.map((world) => {
      const columns = {
        'seeds only, 25 pairs': new Rate(),
        'seeds only, 6 to 25': new Rate(),
        'crossed, 25 pairs': new Rate(),
        'crossed, 6 to 25': new Rate(),
        'examples only, 6 to 25': new Rate(),
      };
      const draws = new Draws(createRandom('crossed', 'false alarms', world.name));
      const table = new ProbitTable(world.examples);
      for (let repetition = 0; repetition < repetitions; repetition++) {
        table.draw(world, 0, draws);
        const seen = seeLooks(table.rows);
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

const EFFECTS = [0.15, 0.3];

export function studyPower(repetitions: number): string {
  return tableOf(
    ACCURACY_WORLDS.flatMap((world) =>
      EFFECTS.map((effect) => {
        const [fixed, sequential] = [new Rate(), new Rate()];
        const pairs = new Mean();
        const draws = new Draws(createRandom('crossed', 'power', world.name, effect));
        const table = new ProbitTable(world.examples);
        for (let repetition = 0; repetition < repetitions; repetition++) {
          table.draw(world, effect, draws);
          const seen = seeLooks(table.rows);
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
