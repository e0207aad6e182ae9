import { createRandom } from '../../src/stats/random.ts';
import { DEFAULT, decide, decideFixed, isClaim } from './decide.ts';
import { Draws } from './draws.ts';
import { seeLooks } from './looks.ts';
import { Rate, tableOf } from './rates.ts';
import type { ClusteredWorld } from './worlds/clustered.ts';

export function studyClusters(worlds: readonly ClusteredWorld[], repetitions: number): string {
  return tableOf(
    worlds.map((world) => {
      const [unknown, fixed, known] = [new Rate(), new Rate(), new Rate()];
      const draws = new Draws(createRandom('crossed', 'clusters', world.name));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const rows = world.draw(draws, 0);
        const seen = seeLooks(rows, world.clusters);
        unknown.count(isClaim(decide(seeLooks(rows), DEFAULT)));
        fixed.count(isClaim(decideFixed(seen)));
        known.count(isClaim(decide(seen, DEFAULT)));
      }
      return {
        Examples: world.name,
        'clusters unknown, default': unknown,
        'clusters known, fixed 25': fixed,
        'clusters known, **default**': known,
      };
    }),
  );
}
