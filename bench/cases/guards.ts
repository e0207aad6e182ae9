/** Guards on medians and 95th percentiles whose candidate is worse by exactly the margin: how often does one pass? */
import { markdownTable } from 'markdown-table';
import { createShiftTest } from '../../src/stats/crossed/quantile-test.ts';
import { quantile } from '../../src/stats/describe.ts';
import { createRandom, type Random, randomInteger } from '../../src/stats/random.ts';
import { Rate } from '../crossed/rates.ts';
import {
  type Arm,
  type Arms,
  type Design,
  drawLatencies,
  LATENCY_WORLDS,
  type LatencyWorld,
} from './worlds.ts';

const LEVEL = 0.95;
const RESAMPLES = 400;
/** A margin at which guards of equal arms should pass: 20 % of a typical answer. */
const WIDE = 200;

const flat = (arm: Arm) => arm.flatMap((row) => Array.from(row));

function truthOf(world: LatencyWorld, probability: number): number {
  const random = createRandom('cases', 'truth', world.name);
  const [before, after] = drawLatencies(world, { cases: 400_000, repeats: 1 }, random);
  // One run of so many cases has one load, so many runs are drawn.
  if (world.ofRun > 0) {
    const spread = Math.hypot(world.ofCase, world.ofArm, world.ofRun, world.ofAnswer);
    const z = probability === 0.5 ? 0 : 1.6448536269514722;
    return 1000 * Math.exp(z * spread) * (Math.exp(world.slower) - 1);
  }
  return quantile(flat(after), probability) - quantile(flat(before), probability);
}

/** The upper end of a percentile bootstrap over cases with all their repeats. */
function bootstrapHigh([before, after]: Arms, probability: number, random: Random): number {
  const cases = before[0]?.length ?? 0;
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const taken = Array.from({ length: cases }, () => randomInteger(random, cases));
    const of = (arm: Arm) =>
      quantile(
        arm.flatMap((row) => taken.map((at) => row[at] as number)),
        probability,
      );
    return of(after) - of(before);
  });
  return quantile(drawn, (1 + LEVEL) / 2);
}

export function studyGuards(designs: readonly Design[], repetitions: number, isResampled: boolean): string {
  const rows = LATENCY_WORLDS.flatMap((world) =>
    [0.5, 0.95].flatMap((probability) => {
      const margin = truthOf(world, probability);
      const cells = designs.map((design) => {
        const random = createRandom('cases', world.name, probability, design.cases, design.repeats);
        const [passes, found, resampled] = [new Rate(), new Rate(), new Rate()];
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const [before, after] = drawLatencies(world, design, random);
          const test = createShiftTest(before, after, { probability });
          passes.count(test(margin, 1) <= (1 - LEVEL) / 2);
          if (!isResampled) found.count(test(margin + WIDE, 1) <= (1 - LEVEL) / 2);
          if (isResampled) resampled.count(bootstrapHigh([before, after], probability, random) < margin);
        }
        const percent = ({ value }: Rate) => (100 * value).toFixed(1);
        return isResampled
          ? `${percent(passes)} (${percent(resampled)})`
          : `${percent(passes)}, ${(100 * found.value).toFixed(0)}`;
      });
      return [[world.name, probability === 0.5 ? 'median' : 'p95', ...cells]];
    }),
  );
  const head = ['World', 'Guard', ...designs.map(({ cases, repeats }) => `${cases} × ${repeats}`)];
  return markdownTable([head, ...rows], { align: ['l', 'l', ...designs.map(() => 'r')] });
}
