import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cacheEntries } from '../../../src/github/cache/cache-entries.ts';
import { type CacheRequest, recordCache } from '../../../src/github/cache/record-cache.ts';
import type { PreparedExperiment } from '../../../src/plan/prepared-experiment.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { servicesOf, test } from '../../support/runner-services.ts';

const warn = (message: string) => {
  throw new Error(message);
};
const model = (name: string): PreparedModel => ({
  name,
  ref: null,
  commit: null,
  directory: '.',
  params: {},
  fingerprint: (seed) => createHash('sha256').update(`${name} ${seed}`).digest('hex'),
});
const MODELS = [model('baseline'), model('head')];

async function experimentIn(output: string): Promise<PreparedExperiment> {
  const store = await openRunStore(output, warn);
  return { models: MODELS, looks: [2], output, store, claim: async () => {}, warn };
}

const cacheIn = (github: LoopbackGitHub, folder: string, changes: Partial<CacheRequest> = {}) =>
  recordCache({
    entries: cacheEntries(servicesOf(github), join(folder, 'cache')),
    keeps: false,
    isOfFork: false,
    ...changes,
  });

/** Two runs of each model, one of which crashed. */
async function trained(folder: string): Promise<PreparedExperiment> {
  const experiment = await experimentIn(folder);
  for (const { name, fingerprint } of MODELS) {
    await experiment.store.save(record(name, 1, { fingerprint: fingerprint(1), versions: 'a'.repeat(64) }));
    await experiment.store.save(
      record(name, 2, { fingerprint: fingerprint(2), status: 'crashed', failure: 'x', metrics: {} }),
    );
  }
  return experiment;
}

test('runs that ended are there for the next run of the same code; one that crashed is not kept', async ({
  github,
  folder,
}) => {
  const first = cacheIn(github, folder, { keeps: true });
  const experiment = await trained(join(folder, 'first'));
  await first.restore(experiment);
  await first.save(experiment);
  const next = await experimentIn(join(folder, 'next'));
  const taken = await cacheIn(github, folder).restore(next);
  expect(taken).toBe(1);
  expect((await next.store.list()).map(({ model, seed }) => `${model} ${seed}`).sort()).toEqual([
    'baseline 1',
    'head 1',
  ]);
});
