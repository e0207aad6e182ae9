/** Intervals of pass^k, of an arm and of the difference: how often do they miss the truth? */
import { markdownTable } from 'markdown-table';
import { meanChange, meanShare } from '../../src/analysis/cases/over-cases.ts';
import { findClusters } from '../../src/stats/crossed/clusters.ts';
import { mean } from '../../src/stats/describe.ts';
import { allOfK, anyOfK } from '../../src/stats/estimates/pass-at-k.ts';
import { createRandom } from '../../src/stats/random.ts';
import { Rate } from '../crossed/rates.ts';
import { binomial, type Design, drawChances, GROUP_SIZE, PASS_WORLDS, type PassWorld } from './worlds.ts';

const LEVEL = 0.95;
const K = 3;
const SCORES = [
  ['pass^3', allOfK, (chance: number) => chance ** K],
  ['pass@3', anyOfK, (chance: number) => 1 - (1 - chance) ** K],
] as const;

function missesOf(world: PassWorld, { cases, repeats }: Design, repetitions: number) {
  const random = createRandom('cases', 'passes', world.name, cases, repeats);
  const many = drawChances(world, 400_000, createRandom('cases', 'chances', world.name));
  const groups = Array.from({ length: cases }, (_, at) => Math.floor(at / GROUP_SIZE));
  const clusters = world.group === undefined ? null : findClusters(groups);
  const misses = SCORES.map(() => ({ arm: new Rate(), difference: new Rate() }));
  const truths = SCORES.map(([, , chanceOf]) => many.map((chances) => mean(chances.map(chanceOf))));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const passed = drawChances(world, cases, random).map((chances) =>
      chances.map((chance) => binomial(repeats, chance, random)),
    );
    SCORES.forEach(([, score], at) => {
      const [before = [], after = []] = passed.map((counts) =>
        counts.map((count) => score({ answers: repeats, passed: count }, K)),
      );
      const [from = 0, to = 0] = truths[at] ?? [];
      const arm = meanShare(after, clusters, LEVEL);
      const changes = after.map((value, one) => value - (before[one] as number));
      const difference = meanChange(changes, clusters, LEVEL);
      misses[at]?.arm.count(arm.low > to || arm.high < to);
      misses[at]?.difference.count(difference.low > to - from || difference.high < to - from);
    });
  }
  return misses;
}

export function studyRepeats(designs: readonly Design[], repetitions: number): string {
  const rows = PASS_WORLDS.flatMap((world) => {
    const cells = designs.map((design) => missesOf(world, design, repetitions));
    return SCORES.map(([name], at) => [
      world.name,
      name,
      ...cells.map((misses) => {
        const [arm = 0, difference = 0] = [misses[at]?.arm, misses[at]?.difference].map(
          (rate) => rate?.value,
        );
        return `${(100 * difference).toFixed(1)} (${(100 * arm).toFixed(1)})`;
      }),
    ]);
  });
  const head = ['World', 'Metric', ...designs.map(({ cases, repeats }) => `${cases} × ${repeats}`)];
  return markdownTable([head, ...rows], { align: ['l', 'l', ...designs.map(() => 'r')] });
}
