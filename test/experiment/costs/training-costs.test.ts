import { expect, test } from 'vitest';
import { trainingCosts, withTrainedElsewhere } from '../../../src/experiment/costs/training-costs.ts';
import { NOTHING_AHEAD } from '../../../src/train/pool.ts';
import { record } from '../../checks/records.ts';

const run = (seed: number) =>
  record('head', seed, {
    fingerprint: seed.toString(16).padStart(64, '0'),
    cost: { wallSeconds: 9, cpuSeconds: 10, peakMemoryBytes: null, day: `2026-01-0${seed}` },
  });
const counts = { trained: 1, reused: 1, retried: 0 };
const spent = {
  counts,
  records: [run(1), run(2)],
  parallel: 2,
  wallSeconds: 30,
  unneeded: NOTHING_AHEAD,
};
const known = (...seeds: number[]) => new Map(seeds.map((seed) => [run(seed).fingerprint, run(seed)]));

test('what was trained ahead counts as spent, and what was stopped as trained in vain', () => {
  const unneeded = { records: [run(3)], stopped: 2, stoppedSeconds: 7 };
  expect(trainingCosts({ ...spent, known: known(1), unneeded })).toEqual({
    ...counts,
    inVain: 3,
    inVainSeconds: 16,
    reusedDays: ['2026-01-01', '2026-01-01'],
    parallel: 2,
    wallSeconds: 30,
    cpuSeconds: 30,
  });
});

test('records of an earlier experiment that this one has no use for cost it nothing; those of its own jobs do', () => {
  const all = known(1, 2, 4);
  expect(trainingCosts({ ...spent, known: all })).not.toHaveProperty('inVain');
  const unneeded = withTrainedElsewhere(spent.unneeded, { known: all, records: spent.records });
  expect(trainingCosts({ ...spent, known: all, unneeded })).toMatchObject({ inVain: 1, cpuSeconds: 30 });
});

test('the time of a run is never taken for its CPU time', () => {
  const [one, two] = spent.records;
  const untold = { ...run(2), cost: { ...run(2).cost, cpuSeconds: null } };
  for (const records of [[untold], [one, untold], [untold, two]])
    expect(
      trainingCosts({ ...spent, records: records as typeof spent.records, known: known() }).cpuSeconds,
    ).toBeNull();
});
