/** Measures false claims among four variants × two metrics that share a baseline and scores. */
import { equalShare } from '../../src/analysis/decide/equal-share.ts';
import { createRandom, type Random } from '../../src/stats/random.ts';
import { ALPHA, looksOf, shareOf } from './decide.ts';
import { Draws } from './draws.ts';
import { LOOKS, type Seen, seeLooks } from './looks.ts';
import { Rate, tableOf } from './rates.ts';

const VARIANTS = 4;
const PAIRS = LOOKS.at(-1) as number;
const [MEAN, SEED_DEVIATION, NOISE, STEEPNESS] = [1, 0.15, 0.6, 1.5];

export function studyFamily(sizes: readonly number[], repetitions: number): string {
  return tableOf(
    sizes.map((examples) => {
      const [unadjusted, shared] = [new Rate(), new Rate()];
      const random: Random = createRandom('crossed', 'family', examples);
      const draws = new Draws(random);
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const comparisons = drawFamily(examples, draws).map((rows) => seeLooks(rows));
        shared.count(anyClaimed(comparisons, comparisons.length));
        unadjusted.count(anyClaimed(comparisons, 1));
      }
      return {
        Examples: examples,
        'any of 8 claimed, without a correction': unadjusted,
        'any of 8 claimed, **default**': shared,
      };
    }),
  );
}

function anyClaimed(comparisons: ReadonlyArray<readonly Seen[]>, sharers: number): boolean {
  return LOOKS.some((_, look) => {
    const tests = comparisons.flatMap((seen) => {
      const { estimate, test } = seen[look] as Seen;
      if (test === null) return [];
      const share = shareOf({ estimate });
      return [
        {
          pValue: Math.max(test.pValue, test.skewCorrectedPValue),
          level: (alpha: number) => looksOf(share, alpha)[look]?.significanceLevel ?? 0,
        },
      ];
    });
    if (sharers === 1) return tests.some(({ pValue, level }) => pValue <= level(ALPHA));
    return tests.some((test) => {
      const { pValueAdjusted, significanceLevel } = equalShare(test, ALPHA, sharers);
      return pValueAdjusted <= significanceLevel;
    });
  });
}

/** Accuracy of each variant comes first, then log loss. */
function drawFamily(examples: number, draws: Draws): Float64Array[][] {
  const common = Float64Array.from({ length: examples }, () => MEAN + Math.SQRT1_2 * draws.normal());
  const models = Array.from({ length: VARIANTS + 1 }, () =>
    common.map((ability) => ability + Math.SQRT1_2 * draws.normal()),
  );
  const family = Array.from({ length: 2 * VARIANTS }, (): Float64Array[] => []);
  for (let pair = 0; pair < PAIRS; pair++) {
    const [baseline, ...variants] = models.map((abilities) => {
      const ofSeed = SEED_DEVIATION * draws.normal();
      return abilities.map((ability) => ability + ofSeed + NOISE * draws.normal());
    });
    for (const [variant, scores] of variants.entries()) {
      const before = baseline as Float64Array;
      family[variant]?.push(
        scores.map((score, example) => Number(score > 0) - Number((before[example] as number) > 0)),
      );
      family[VARIANTS + variant]?.push(
        scores.map((score, example) => lossOf(before[example] as number) - lossOf(score)),
      );
    }
  }
  return family;
}

function lossOf(score: number): number {
  return Math.log1p(Math.exp(-STEEPNESS * score));
}
