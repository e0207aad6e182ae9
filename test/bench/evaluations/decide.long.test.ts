import { describe, expect, test } from 'vitest';
import { Draws } from '../../../bench/crossed/draws.ts';
import { decide, looksOf } from '../../../bench/evaluations/decide.ts';
import { BEYOND_HELP, drawSample, firstRepeats, WORLDS } from '../../../bench/evaluations/worlds.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { bothVerdicts } from './as-program.ts';

const LOOKS = looksOf(3, 10);
/** A rate is above it once in a thousand tries. */
const most = (experiments: number, rate: number) =>
  Math.ceil(experiments * rate + 3.1 * Math.sqrt(experiments * rate * (1 - rate)));

const named = [...WORLDS, ...BEYOND_HELP].filter(({ name }) => name !== 'groups of 5 to 20');

test.each(named)('the bench decides as the program in the world "$name"', async (world) => {
  const seen = new Set<string>();
  for (const [label, shift] of [0, 0.1, -0.1, 0.25].entries()) {
    for (const looks of [[1], [5], LOOKS]) {
      for (const margin of [null, 0.15]) {
        const size = { cases: 80, repeats: looks.at(-1) ?? 0, shift: world.mean + shift > 1 ? 0 : shift };
        const { bench, program } = await bothVerdicts(world, size, { looks, margin }, label);
        // The program guards no metric of its own in a sequential design here.
        expect(looks.length === 1 ? bench : bench.replace(', no worse', '')).toBe(program);
        seen.add(program);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(1);
});

describe.each(WORLDS)('in the world "$name"', (world) => {
  const isSteady = world.drift === undefined;
  const designs = isSteady ? [[1], [2], [3], [5], [10], LOOKS] : [[3], [10], LOOKS];
  test.each([
    [50, 250],
    [200, 120],
  ])('%d cases give no more false alarms than they should', (cases, experiments) => {
    const alarms = designs.map(() => 0);
    const draws = new Draws(createRandom('false alarms of evaluations', world.name, cases));
    for (let experiment = 0; experiment < experiments; experiment++) {
      const sample = drawSample(world, { cases, repeats: 10 }, draws);
      for (const [at, looks] of designs.entries()) {
        const compared = firstRepeats(sample, 10);
        const verdict = compared && decide(compared, { looks }).verdict;
        if (verdict === 'improvement' || verdict === 'regression') alarms[at] = (alarms[at] ?? 0) + 1;
      }
    }
    // Three repeats hardly show that repeats differ as a whole.
    for (const count of alarms) expect(count).toBeLessThanOrEqual(most(experiments, isSteady ? 0.055 : 0.1));
  });
});
