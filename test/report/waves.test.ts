import { expect, test } from 'vitest';
import { renderWave, summariseWave } from '../../src/report/waves.ts';

const runs = (seeds: readonly number[]) =>
  seeds.flatMap((seed) => ['baseline', 'head'].map((model) => ({ model, seed })));

test('says which runs come next, and how to train them', () => {
  const text = renderWave({ schema: 'conclusive.wave/1', wave: 2, pairs: 14, runs: runs([3, 9, 10, 11]) });
  expect(text).toBe(
    'No verdict yet. Wave 2, up to 14 seeds each: 8 runs to train, seeds 3, 9–11 of baseline, head\n' +
      'Train them in n jobs, i from 1 to n: conclusive train --wave 2 --shard i/n --records FOLDER\n' +
      'Give every job the records so far and the options of this call. Then call report again with all records.\n',
  );
});

test('says so where only checks want runs', () => {
  expect(
    renderWave({ schema: 'conclusive.wave/1', wave: 'checks', pairs: null, runs: runs([1]).slice(1) }),
  ).toContain('No run of the comparison is missing. Runs for checks: 1 run to train, seed 1 of head\n');
});

test('sums up for how many jobs there is work', () => {
  const wave = { schema: 'conclusive.wave/1', wave: 2, pairs: 14, runs: runs([2, 10, 3]) } as const;
  expect(summariseWave(wave, 8)).toBe('Wave 2, up to 14 seeds each: 6 runs to train in 2 jobs.');
  expect(summariseWave({ ...wave, wave: 'checks', pairs: null, runs: runs([1]).slice(1) }, 8)).toBe(
    'Runs for checks: 1 run to train in 1 job.',
  );
  expect(summariseWave(null, 8)).toBe('Nothing is left to train.');
});
