/** Measures false alarms with too few seed pairs to estimate their variance. */
import { FEW_SEEDS } from '../../src/analysis/decide/crossed-checks.ts';
import { crossedEstimate, crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { createRandom } from '../../src/stats/random.ts';
import { layOut } from '../../test/stats/crossed/lay-out.ts';
import { ALPHA } from './decide.ts';
import { Draws } from './draws.ts';
import { seedsOnly } from './looks.ts';
import { Rate, tableOf } from './rates.ts';
import type { World } from './worlds/world.ts';

const PAIRS = [2, 3, 4, 6, 10];

export function studyFewSeeds(worlds: readonly World[], repetitions: number): string {
  return tableOf(
    worlds.map((world) => {
      const rates = PAIRS.map(() => new Rate());
      const agreed = PAIRS.map(() => new Rate());
      const draws = new Draws(createRandom('crossed', 'few seeds', world.name));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const rows = world.draw(draws, 0);
        for (const [index, pairs] of PAIRS.entries()) {
          const layout = layOut(rows.slice(0, pairs));
          const estimate = crossedEstimate(layout);
          const test = estimate.standardError > 0 ? crossedTest(estimate) : null;
          const isClaimed = test !== null && test.pValue <= ALPHA;
          rates[index]?.count(isClaimed);
          // Below six pairs, the default needs the test over seeds to agree, and skewness may object.
          const objects =
            test !== null &&
            (test.skewCorrectedPValue > ALPHA ||
              (pairs < FEW_SEEDS && seedsOnly({ layout, estimate, test }) > ALPHA));
          agreed[index]?.count(isClaimed && !objects);
        }
      }
      return {
        World: world.name,
        ...Object.fromEntries(
          PAIRS.flatMap((pairs, index) => [
            [`${pairs} pairs`, rates[index] as Rate],
            [`**default**, ${pairs}`, agreed[index] as Rate],
          ]),
        ),
      };
    }),
  );
}
