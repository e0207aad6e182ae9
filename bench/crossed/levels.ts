import { createRandom } from '../../src/stats/random.ts';
import { ALPHA, DEFAULT, decide, decideByPairs, decideFixed, isClaim, type Outcome } from './decide.ts';
import { Draws } from './draws.ts';
import { crossed, examplesOnly, type Seen, seedsOnly, seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import type { World } from './worlds/world.ts';

type Procedure = (seen: readonly Seen[]) => Outcome;

const PROCEDURES: Readonly<Record<string, Procedure>> = {
  'seeds only, by looks': (seen) => decideByPairs(seen, seedsOnly),
  'examples only, by looks': (seen) => decideByPairs(seen, examplesOnly),
  'crossed, fixed 25': (seen) => decideFixed(seen),
  'crossed, levels of pairs': (seen) => decideByPairs(seen, crossed),
  'levels of seeds and examples': (seen) => decide(seen, { ...DEFAULT, skewObjects: false, futility: 0 }),
  'skewness objects': (seen) => decide(seen, { ...DEFAULT, futility: 0 }),
  '**default**': (seen) => decide(seen, DEFAULT),
  /** A first design reserves a twentieth of alpha for continuations. */
  'default, with its reserve': (seen) => decide(seen, DEFAULT, { alpha: 0.95 * ALPHA }),
};

/** Rates in %; the last three columns add levels, objection and futility in turn. */
export function studyFalseAlarms(worlds: readonly World[], repetitions: number): string {
  return tableOf(
    worlds.map((world) => {
      const { rates, pairs } = simulate(world, 0, repetitions, isClaim);
      const { 'default, with its reserve': _reserve, ...own } = rates;
      return { World: world.name, ...own, 'pairs, default': pairs.value.toFixed(1) };
    }),
  );
}

export function studyPower(cells: ReadonlyArray<readonly [World, number]>, repetitions: number): string {
  return tableOf(
    cells.map(([world, gain]) => {
      const { rates, pairs } = simulate(world, gain, repetitions, ({ verdict }) => verdict === 'improvement');
      const { 'seeds only, by looks': _seeds, 'examples only, by looks': _examples, ...own } = rates;
      return { World: world.name, gain, ...own, 'pairs, default': pairs.value.toFixed(1) };
    }),
  );
}

function simulate(
  world: World,
  gain: number,
  repetitions: number,
  counts: (outcome: Outcome) => boolean,
): { rates: Record<string, Rate>; pairs: Mean } {
  const rates = Object.fromEntries(Object.keys(PROCEDURES).map((name) => [name, new Rate()]));
  const pairs = new Mean();
  const draws = new Draws(createRandom('crossed', world.name, gain));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const seen = seeLooks(world.draw(draws, gain));
    for (const [name, procedure] of Object.entries(PROCEDURES)) {
      const outcome = procedure(seen);
      (rates[name] as Rate).count(counts(outcome));
      if (procedure === PROCEDURES['**default**']) pairs.add(outcome.pairs);
    }
  }
  return { rates, pairs };
}
