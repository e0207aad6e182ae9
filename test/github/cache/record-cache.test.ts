import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import { recordCache } from '../../../src/github/cache/record-cache.ts';
import type { PreparedExperiment } from '../../../src/plan/prepared-experiment.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
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
  return { models: MODELS, looks: [2], output, store: await openRunStore(output, warn), warn };
}

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
  const request = { services: servicesOf(github), scratch: join(folder, 'cache'), config: 'conclusive.yml' };
  const first = recordCache({ ...request, keeps: true, isOfFork: false });
  await first.restore(await trained(join(folder, 'first')));
  await first.save();
  const next = await experimentIn(join(folder, 'next'));
  const taken = await recordCache({ ...request, keeps: false, isOfFork: false }).restore(next);
  expect(taken).toBe(1);
  expect((await next.store.list()).map(({ model, seed }) => `${model} ${seed}`).sort()).toEqual([
    'baseline 1',
    'head 1',
  ]);
});

test('what a fork said of the baseline gives way, and its variant is asked for nowhere else', async ({
  github,
  folder,
}) => {
  const request = { services: servicesOf(github), scratch: join(folder, 'cache'), config: 'conclusive.yml' };
  const first = recordCache({ ...request, keeps: true, isOfFork: false });
  await first.restore(await trained(join(folder, 'first')));
  await first.save();
  const fork = await experimentIn(join(folder, 'fork'));
  const [fingerprint = ''] = MODELS.map((one) => one.fingerprint(1));
  await fork.store.save(
    record('baseline', 1, { fingerprint, versions: 'a'.repeat(64), metrics: { test: { accuracy: 0.1 } } }),
  );
  await recordCache({ ...request, keeps: false, isOfFork: true }).restore(fork);
  expect((await fork.store.list()).map(({ model, metrics }) => [model, metrics.test])).toEqual([
    ['baseline', { accuracy: 0.801 }],
  ]);
});

test('a run that may keep nothing keeps nothing, and a cache that is out of reach is no error', async ({
  github,
  folder,
}) => {
  const services = servicesOf(github);
  const request = { services, scratch: join(folder, 'cache'), config: 'conclusive.yml', isOfFork: false };
  const cache = recordCache({ ...request, keeps: false });
  await cache.restore(await trained(join(folder, 'first')));
  await cache.save();
  expect(github.results.caches).toEqual([]);
  const broken = recordCache({
    ...request,
    keeps: true,
    services: { use: () => Promise.reject(new Error('no')) },
  });
  expect(await broken.restore(await experimentIn(join(folder, 'second')))).toBe(0);
});
