/** Skewed effects of seed and example show how far t-based tests miss their level on few examples. */
import type { Draws } from '../draws.ts';
import { PAIRS, type World } from './world.ts';

type Law = (draws: Draws) => number;

const normal: Law = (draws) => draws.normal();
const exponential: Law = (draws) => draws.exponential() - 1;

interface Effects {
  readonly name: string;
  readonly examples: number;
  /** Standard deviation of the source's mean. */
  readonly seed: number;
  readonly example: number;
  readonly rest: number;
  readonly seedLaw?: Law;
  readonly exampleLaw?: Law;
}

function effects(world: Effects): World {
  const { name, examples, seed, example, rest, seedLaw = normal, exampleLaw = normal } = world;
  const rows = Array.from({ length: PAIRS }, () => new Float64Array(examples));
  const ofExamples = new Float64Array(examples);
  return {
    name,
    examples,
    draw: (draws, shift) => {
      for (let at = 0; at < examples; at++) ofExamples[at] = example * exampleLaw(draws);
      for (const row of rows) {
        const ofSeed = shift + seed * seedLaw(draws);
        for (let at = 0; at < examples; at++) {
          row[at] = ofSeed + (ofExamples[at] as number) + rest * draws.normal();
        }
      }
      return rows;
    },
  };
}

const rareGains: Law = (draws) => (draws.uniform() < 0.05 ? 0.95 : -0.05) / Math.sqrt(0.05 * 0.95);

const ORDINARY = { seed: 0.05, example: 1, rest: 1 };

export const SKEWED_WORLDS: readonly World[] = [
  ...[20, 50, 100, 500].map((examples) =>
    effects({ ...ORDINARY, name: `exponential examples, ${examples}`, examples, exampleLaw: exponential }),
  ),
  ...[50, 100, 500].map((examples) =>
    effects({ ...ORDINARY, name: `rare gains, ${examples}`, examples, exampleLaw: rareGains }),
  ),
  effects({ ...ORDINARY, name: 'exponential seeds, 100', examples: 100, seed: 1, seedLaw: exponential }),
];
