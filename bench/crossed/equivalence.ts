/** Measures how often differences at the margin, and none, are called equivalent. */
import { createRandom } from '../../src/stats/random.ts';
import { DEFAULT, decide, isClaim } from './decide.ts';
import { Draws } from './draws.ts';
import { seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import { type ProbitWorld, trueDifference } from './worlds/probit.ts';

/** @param gains on the probit scale that reach the margin in each world */
export function studyEquivalence(
  worlds: readonly ProbitWorld[],
  gains: readonly number[],
  repetitions: number,
) {
  return tableOf(
    worlds.flatMap((world) =>
      gains.map((gain) => {
        const margin = trueDifference(world, gain);
        const [atMargin, claimedAtMargin, equivalent, claimed] = [
          new Rate(),
          new Rate(),
          new Rate(),
          new Rate(),
        ];
        const pairs = new Mean();
        const draws = new Draws(createRandom('crossed', 'equivalence', world.name, gain));
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const there = decide(seeLooks(world.draw(draws, gain)), DEFAULT, { margin });
          const none = decide(seeLooks(world.draw(draws, 0)), DEFAULT, { margin });
          atMargin.count(there.verdict === 'equivalent');
          claimedAtMargin.count(there.verdict === 'improvement');
          equivalent.count(none.verdict === 'equivalent');
          claimed.count(isClaim(none));
          pairs.add(none.pairs);
        }
        return {
          World: world.name,
          'margin, points': (100 * margin).toFixed(1),
          'at the margin: equivalent': atMargin,
          'at the margin: improvement': claimedAtMargin,
          'no difference: equivalent': equivalent,
          'no difference: claimed': claimed,
          'no difference: pairs': pairs.value.toFixed(1),
        };
      }),
    ),
  );
}
