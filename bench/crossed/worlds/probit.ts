/**
 * A model is right where mean + ability + seed effect + noise > 0. Ability is normal per model and example, with correlation ρ
 * between models; `shift` raises the candidate's mean.
 */
import { normalCdf } from '../../../src/stats/distributions/normal.ts';
import { PAIRS, type World } from './world.ts';

interface Probit {
  readonly name: string;
  readonly examples: number;
  readonly mean: number;
  readonly correlation: number;
  readonly seedDeviation: number;
  readonly noise: number;
}

const ORDINARY = { mean: 1, correlation: 0.5, seedDeviation: 0.15, noise: 0.6 };

export const ACCURACY_WORLDS: readonly ProbitWorld[] = [
  ...[10, 20, 50, 100, 200, 500, 2000].map((examples) => ({
    ...ORDINARY,
    name: `${examples} examples`,
    examples,
  })),
  { ...ORDINARY, name: '100, ρ 0.9', examples: 100, correlation: 0.9 },
  { ...ORDINARY, name: '100, ρ 0, little noise', examples: 100, correlation: 0, noise: 0.2 },
  { ...ORDINARY, name: '100, strong seed effect', examples: 100, seedDeviation: 0.5 },
  { ...ORDINARY, name: '100, accuracy near 1', examples: 100, mean: 2.4 },
].map(probit);

export interface ProbitWorld extends World {
  readonly law: Probit;
}

/** Accuracy gained by a gain on the probit scale. */
export function trueDifference({ law }: ProbitWorld, gain: number): number {
  const deviation = Math.sqrt(1 + law.seedDeviation ** 2 + law.noise ** 2);
  return normalCdf((law.mean + gain) / deviation) - normalCdf(law.mean / deviation);
}

function probit(world: Probit): ProbitWorld {
  const { name, examples, mean, correlation, seedDeviation, noise } = world;
  const rows = Array.from({ length: PAIRS }, () => new Float64Array(examples));
  const [baseline, candidate] = [new Float64Array(examples), new Float64Array(examples)];
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  return {
    name,
    examples,
    law: world,
    draw: (draws, shift) => {
      for (let example = 0; example < examples; example++) {
        const common = mean + shared * draws.normal();
        baseline[example] = (common + own * draws.normal()) / noise;
        candidate[example] = (common + shift + own * draws.normal()) / noise;
      }
      for (const row of rows) {
        const ofBaseline = (seedDeviation / noise) * draws.normal();
        const ofCandidate = (seedDeviation / noise) * draws.normal();
        for (let example = 0; example < examples; example++) {
          const isRight = (candidate[example] as number) + ofCandidate + draws.normal() > 0;
          const wasRight = (baseline[example] as number) + ofBaseline + draws.normal() > 0;
          row[example] = Number(isRight) - Number(wasRight);
        }
      }
      return rows;
    },
  };
}
