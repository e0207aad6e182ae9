/** What is shown after a stop: does the interval cover the difference, and is the estimate biased? */
import { crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { studentTQuantile } from '../../src/stats/distributions/student-t.ts';
import { createRandom } from '../../src/stats/random.ts';
import { type LookTaken, stageWiseIntervalOf } from '../../src/stats/sequential/stage-wise.ts';
import { ALPHA, DEFAULT, decide, looksOf, shareOf } from './decide.ts';
import { Draws } from './draws.ts';
import { type Seen, seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import type { World } from './worlds/world.ts';

/** A world with a true difference, in the unit of the metric. */
export interface Cell {
  readonly world: World;
  readonly gain: number;
  readonly truth: number;
}

export function studyAfterLooks(cells: readonly Cell[], repetitions: number): string {
  return tableOf(
    cells.map(({ world, gain, truth }) => {
      const [ordinary, stageWise] = [new Rate(), new Rate()];
      const [plain, unbiased, pairs] = [new Mean(), new Mean(), new Mean()];
      const [below, above] = [new Rate(), new Rate()];
      const draws = new Draws(createRandom('crossed', 'after looks', world.name, gain));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const seen = seeLooks(world.draw(draws, gain));
        const outcome = decide(seen, DEFAULT);
        const shown = afterStop(seen.slice(0, outcome.look + 1));
        const stop = seen[outcome.look] as Seen;
        const { low, high } = crossedTest(stop.estimate).interval;
        ordinary.count(low <= truth && truth <= high);
        stageWise.count(shown.low <= truth && truth <= shown.high);
        below.count(shown.high < truth);
        above.count(shown.low > truth);
        plain.add(stop.estimate.difference);
        unbiased.add(shown.medianUnbiased);
        pairs.add(outcome.pairs);
      }
      const bias = (mean: Mean) => {
        const unit = truth === 0 ? 1 : truth / 100;
        return `${((mean.value - truth) / unit).toFixed(truth === 0 ? 5 : 1)} ± ${(mean.standardError / unit).toFixed(truth === 0 ? 5 : 1)}`;
      };
      return {
        World: world.name,
        difference: truth.toPrecision(3),
        pairs: pairs.value.toFixed(1),
        'ordinary interval covers': ordinary,
        'stage-wise covers': stageWise,
        'lies below': below,
        'lies above': above,
        'bias of the plain estimate, in % of the difference': bias(plain),
        'of the median-unbiased one': bias(unbiased),
      };
    }),
  );
}

export function afterStop(taken: readonly Seen[]) {
  const stop = taken.at(-1) as Seen;
  const planned = looksOf(shareOf(stop), ALPHA);
  const looks: LookTaken[] = taken.map(({ estimate: { degreesOfFreedom } }, look) => {
    const { information, significanceLevel } = planned[look] as (typeof planned)[number];
    return {
      information,
      degreesOfFreedom,
      critical: -studentTQuantile(significanceLevel / 2, degreesOfFreedom),
    };
  });
  const { difference: mean, standardError } = stop.estimate;
  return stageWiseIntervalOf(looks, { mean, standardError }, { level: 1 - ALPHA });
}
