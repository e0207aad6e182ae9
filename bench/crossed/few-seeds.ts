/** False alarms of a fixed design with few seed pairs, where seeds can hardly show how much they differ. */
import { crossedEstimate, crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { createRandom } from '../../src/stats/random.ts';
import { layOut } from '../../test/stats/crossed/lay-out.ts';
import { ALPHA } from './decide.ts';
import { Draws } from './draws.ts';
import { Rate, tableOf } from './rates.ts';
import type { World } from './worlds/world.ts';

const PAIRS = [2, 3, 4, 6, 10];

export function studyFewSeeds(worlds: readonly World[], repetitions: number): string {
  return tableOf(
    worlds.map((world) => {
      const rates = PAIRS.map(() => new Rate());
      const draws = new Draws(createRandom('crossed', 'few seeds', world.name));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const rows = world.draw(draws, 0);
        for (const [index, pairs] of PAIRS.entries()) {
          const estimate = crossedEstimate(layOut(rows.slice(0, pairs)));
          const isClaimed = estimate.standardError > 0 && crossedTest(estimate).pValue <= ALPHA;
          rates[index]?.count(isClaimed);
        }
      }
      return {
        World: world.name,
        ...Object.fromEntries(PAIRS.map((pairs, index) => [`${pairs} pairs`, rates[index] as Rate])),
      };
    }),
  );
}
