/** How far runs start ahead of a look changes the time, and nothing that is said. Real runs; outcomes are drawn. */
import { describe, expect, test } from 'vitest';
import { withoutMachine } from '../../support/without-machine.ts';
import { smallExperiment } from '../small-experiment.ts';

const AHEAD = [0, 1, 'all'] as const;
/** Gain of the variant in units of the noise, and the share of runs that fail. */
const WORLDS = {
  'a difference decided at the first look': { gain: 9, failed: 0 },
  'a difference decided at some look': { gain: 2, failed: 0 },
  'a difference that no look decides': { gain: 0.1, failed: 0 },
  'runs that fail': { gain: 0.1, failed: 0.2 },
};

describe('the result is equal however far runs start ahead, with', () => {
  test.each(Object.entries(WORLDS))('%s', async (_, { gain, failed }) => {
    const score = `(Math.sin(77 * seed + 5 * arm) + 1) / 2 < ${failed} ? process.exit(1) : 0.5 + 0.02 * (noise + ${gain} * arm)`;
    const seeds = 'seeds: { min: 3, max: 6 }';
    const results = [];
    for (const ahead of AHEAD) {
      const config = `${seeds}\nexecutor: { kind: local, ahead: ${ahead} }\nchecks: { reproducible: false }\n`;
      const run = await smallExperiment({ score, limits: '{ parallel: 4, failed-runs: 0.9 }' }, config);
      results.push((await run()).result);
    }
    const [first, ...others] = results.map(withoutMachine);
    for (const other of others) expect(other).toEqual(first);
  });
});
