import type { Draws } from '../crossed/draws.ts';

/** Differences of a seed pair: a row per task, a column per seed, null where a run is missing. */
export type Cells = ReadonlyArray<ReadonlyArray<number | null>>;

export interface World {
  readonly name: string;
  /** Standard deviation of a task's differences. `place` is 0 for the first task and 1 for the last. */
  readonly spread?: (place: number) => number;
  readonly seeds?: (place: number) => number;
  /** Share of the cells. */
  readonly missing?: number;
  /** Share of a difference's variance that its seed has in all tasks. */
  readonly shared?: number;
  readonly noise?: (draws: Draws) => number;
}

/** Each task keeps as many cells. */
const LEAST_CELLS = 3;

const rising = (place: number) => 10 ** place;
const fewToMany = (place: number) => Math.round(5 + 10 * place);

const heavy = (draws: Draws): number => {
  const square = draws.normal() ** 2 + draws.normal() ** 2 + draws.normal() ** 2;
  return draws.normal() / Math.sqrt(square / 3);
};

/** Of two models that are right on 90 % of 100 examples, in standard deviations of about one. */
const counts = (draws: Draws): number => {
  let difference = 0;
  for (let example = 0; example < 100; example++)
    difference += Number(draws.uniform() < 0.9) - Number(draws.uniform() < 0.9);
  return difference / Math.sqrt(18);
};

export const WORLDS: readonly World[] = [
  { name: '5 seeds, equal spreads' },
  { name: '15 seeds, equal spreads', seeds: () => 15 },
  { name: 'spreads of 1 to 10', spread: rising },
  { name: 'one task 10 times as wide', spread: (place) => (place === 0 ? 10 : 1) },
  { name: '5 to 15 seeds', seeds: fewToMany },
  { name: '5 to 15 seeds, the widest task has most', seeds: fewToMany, spread: rising },
  {
    name: '5 to 15 seeds, the widest task has fewest',
    seeds: fewToMany,
    spread: (place) => rising(1 - place),
  },
  {
    name: '8 seeds, 30 % of cells missing, spreads of 1 to 10',
    seeds: () => 8,
    missing: 0.3,
    spread: rising,
  },
  { name: 'heavy tails (t, 3 df)', noise: heavy },
  { name: 'accuracies of 100 examples', noise: counts },
  { name: 'shared seeds: half of the variance', shared: 0.5 },
  { name: 'shared seeds: a tenth', shared: 0.1 },
  { name: 'shared seeds: a tenth; 3 seeds', shared: 0.1, seeds: () => 3 },
  { name: 'shared seeds: a tenth; 2 seeds', shared: 0.1, seeds: () => 2 },
  {
    name: 'shared seeds: a third; 8 seeds, 30 % missing, spreads of 1 to 10',
    ...{ shared: 1 / 3, missing: 0.3, spread: rising, seeds: () => 8 },
  },
];

export const isShared = (world: World) => world.shared !== undefined;

/** @param effects true differences of the tasks */
export function drawCells(world: World, effects: readonly number[], draws: Draws): Cells {
  const { spread = () => 1, seeds = () => 5, missing = 0, shared = 0, noise = (d) => d.normal() } = world;
  const lucky = Array.from({ length: 15 }, () => draws.normal());
  return effects.map((effect, task) => {
    const place = effects.length > 1 ? task / (effects.length - 1) : 0;
    const runs = seeds(place);
    let spare = runs - LEAST_CELLS;
    return Array.from({ length: runs }, (_, seed) => {
      const own = noise(draws);
      const common = lucky[seed] as number;
      if (missing > 0 && draws.uniform() < missing && spare-- > 0) return null;
      return effect + spread(place) * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * own);
    });
  });
}
