/** All procedures see the same samples. */
import { createRandom } from '../../src/stats/random.ts';
import type { Outcome } from './outcome.ts';
import type { Procedure } from './procedures.ts';
import { createSample } from './sample.ts';
import type { World } from './worlds.ts';

export type Cell = ReadonlyMap<string, readonly Outcome[]>;

export interface Question {
  readonly world: World;
  /** True mean difference, in standard deviations of a pair's difference. */
  readonly effect: number;
  readonly margin: number;
  readonly repetitions: number;
  readonly costlyRepetitions: number;
}

export function simulate(question: Question, procedures: readonly Procedure[]): Cell {
  const { world, effect, margin, repetitions, costlyRepetitions } = question;
  const random = createRandom('calibration', world.name, effect);
  const outcomes = new Map(procedures.map(({ name }) => [name, [] as Outcome[]]));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const arms = world.draw(random, effect * world.deviation, repetition);
    const bounds = margin * world.deviation;
    const sample = createSample(`${world.name}, ${effect}, ${repetition}`, arms, bounds, false);
    for (const { name, isCostly, decide } of procedures) {
      if (isCostly && repetition >= costlyRepetitions) continue;
      outcomes.get(name)?.push(decide(sample, bounds));
    }
  }
  return outcomes;
}

export const MARGIN = 0.75;
export const EFFECTS = [0.5, 0.75, 1, 1.5] as const;

export function cellKey(world: World, effect: number): string {
  return `${world.name}: ${effect}`;
}
