/**
 * What do equal shares of α find less than Holm's rule, which gives the share of a variant that was found to the others? For
 * docs/contributing/calibration.md:
 *
 *   npx rolldown bench/equal-shares.ts --platform node --file node_modules/.cache/equal-shares.mjs --log-level silent
 *   node node_modules/.cache/equal-shares.mjs [--write]
 *
 * Default design, variants against the same runs of the baseline; without cross-checks and futility.
 */
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { normaliseSeeds } from '../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../src/config/schema/schema.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import { Mean, tableOf } from './crossed/rates.ts';
import { writeTable } from './worst/write-table.ts';

const REPETITIONS = 2_000;
const ALPHA = 0.05;
/** In standard deviations of a pair's difference. */
const EFFECT = 0.75;
const LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));
const MOST_VARIANTS = 5;
/** By look and number of sharers. */
const LEVELS = LOOKS.map((_, look) => {
  const levels = sequentialLevels(LOOKS.slice(0, look + 1), LOOKS);
  return Array.from({ length: MOST_VARIANTS }, (_, others) => levels.difference(ALPHA / (others + 1)));
});

type Sharers = (variants: number, found: number) => number;

const equal: Sharers = (variants) => variants;
const holm: Sharers = (variants, found) => Math.max(1, variants - found);

/** Differences of each variant, as the values of `pairs` seeds. */
function draw(truths: readonly number[], random: Random): readonly (readonly number[])[] {
  const run = () => Math.SQRT1_2 * randomNormal(random);
  const baseline = Array.from({ length: LOOKS.at(-1) ?? 0 }, run);
  return truths.map((truth) => baseline.map((value) => truth + run() - value));
}

/** Whether each variant that was told from the baseline is better. */
function decide(arms: ReturnType<typeof draw>, sharers: Sharers): ReadonlyMap<number, boolean> {
  const found = new Map<number, boolean>();
  for (const [look, pairs] of LOOKS.entries()) {
    const tests = arms.map((differences) => pairedT(differences.slice(0, pairs)));
    for (let before = -1; before < found.size; ) {
      before = found.size;
      const level = LEVELS[look]?.[sharers(arms.length, before) - 1] ?? 0;
      for (const [arm, { mean, pValue }] of tests.entries())
        if (pValue <= level && !found.has(arm)) found.set(arm, mean > 0);
    }
  }
  return found;
}

/** Share of the better variants that each rule finds. */
function study(variants: number, better: number) {
  const random = createRandom('equal shares', EFFECT, variants, better);
  const truths = Array.from({ length: variants }, (_, at) => (at < better ? EFFECT : 0));
  const [shared, lost] = [new Mean(), new Mean()];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const arms = draw(truths, random);
    const share = (sharers: Sharers) => {
      const found = decide(arms, sharers);
      return truths.filter((truth, at) => truth > 0 && found.get(at) === true).length / better;
    };
    const [one, other] = [share(equal), share(holm)];
    shared.add(one);
    lost.add(other - one);
  }
  return { shared, lost };
}

const rows = [2, 3, 5].map((variants) => {
  const one = study(variants, 1);
  const all = study(variants, variants);
  return {
    Variants: variants,
    'one is better: found': one.shared,
    'one: lost': one.lost,
    'all are better: found': all.shared,
    'all: lost': all.lost,
  };
});
const table = tableOf(rows);
console.log(table);
if (process.argv.includes('--write')) await writeTable('equal shares', table);
