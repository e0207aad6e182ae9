import { expect, test } from 'vitest';
import { costsOfWaves } from '../../../src/experiment/costs/added-costs.ts';
import { record } from '../../checks/records.ts';

const run = (seed: number, node: string) =>
  record('head', seed, {
    fingerprint: seed.toString(16).padStart(64, '0'),
    cost: { wallSeconds: 10, cpuSeconds: 10, peakMemoryBytes: null, node },
  });

test('what other jobs have trained was trained for this experiment, on their machines', () => {
  const costs = {
    ...{ trained: 0, reused: 3, retried: 0, parallel: 2, wallSeconds: 0.1, cpuSeconds: 30 },
    reusedDays: ['2026-01-01', '2026-01-01'] as [string, string],
  };
  const trained = [run(1, 'n1'), run(2, 'n2'), run(3, 'n1')];
  const spent = { ...{ trained: 3, reused: 0, retried: 0, parallel: 2 }, cpuSeconds: 30 };
  expect(costsOfWaves(costs, { trained, unneeded: [] }, new Map())).toEqual({
    ...spent,
    ...{ wallSeconds: 30, nodes: 2 },
  });
  expect(costsOfWaves(costs, { trained, unneeded: [run(4, 'n3')] }, new Map())).toEqual({
    ...spent,
    ...{ wallSeconds: 40, nodes: 3 },
  });
});
