import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { downloadShards, uploadShard } from '../../../src/github/artifact/shard-records.ts';
import type { Shard } from '../../../src/plan/runs/plan-waves.ts';
import type { RecordSource } from '../../../src/records/store/merge-records.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { servicesOf, test } from '../../support/runner-services.ts';
import { zipOf } from '../../support/zip.ts';

const print = (seed: number) => seed.toString(16).padStart(64, '0');
const warn = (message: string) => expect.unreachable(message);

/** A folder of records of these seeds. */
async function trained(parent: string, seeds: readonly number[], kind = ''): Promise<string> {
  const output = await mkdtemp(join(parent, 'job-'));
  const store = await openRunStore(join(output, kind), warn);
  for (const seed of seeds) {
    const { predictions: _, ...run } = record('baseline', seed, { fingerprint: print(seed) });
    await store.save(run);
  }
  return output;
}

interface Leave {
  readonly shard: Shard;
  readonly job?: string;
  readonly brought?: readonly RecordSource[];
  readonly config?: string;
}

const leave = (github: LoopbackGitHub, output: string, { config = 'conclusive.yml', ...more }: Leave) =>
  uploadShard({
    services: servicesOf(github),
    config,
    attempt: 2,
    job: 'train-1',
    brought: [],
    output,
    warn,
    ...more,
  });

async function bring(github: LoopbackGitHub, folder: string): Promise<readonly RecordSource[]> {
  const into = await mkdtemp(join(folder, 'brought-'));
  return downloadShards({ services: servicesOf(github), config: 'conclusive.yml', folder: into });
}

/** Seeds of the records there. */
async function seedsIn(sources: readonly RecordSource[], kind = ''): Promise<number[]> {
  const names = await Promise.all(
    sources.map(({ folder }) => readdir(join(folder, kind, 'runs')).catch(() => [])),
  );
  return names
    .flat()
    .filter((name) => name.endsWith('.json'))
    .map((name) => Number.parseInt(name.slice(0, 64), 16))
    .sort((a, b) => a - b);
}

test('a job leaves the records of its own seeds, under a name of its attempt, and others get them', async ({
  github,
  folder,
}) => {
  const output = await trained(folder, [1, 2, 3, 4]);
  expect(await leave(github, output, { shard: { index: 1, of: 2 } })).toBe(
    'conclusive-shard.2.train-1.1-of-2',
  );
  expect(await seedsIn(await bring(github, folder))).toEqual([1, 3]);
  const checks = await trained(folder, [2], 'checks');
  await leave(github, checks, { shard: { index: 2, of: 2 } });
  expect(await seedsIn(await bring(github, folder), 'checks')).toEqual([2]);
});

test('what others have left already is not left again, and nothing is no artifact', async ({
  github,
  folder,
}) => {
  await leave(github, await trained(folder, [1]), { shard: { index: 1, of: 1 } });
  const brought = await bring(github, folder);
  const output = await trained(folder, [1, 2]);
  await leave(github, output, { shard: { index: 1, of: 1 }, job: 'train-2', brought });
  expect(await seedsIn(await bring(github, folder))).toEqual([1, 2]);
  const again = { shard: { index: 2, of: 2 }, job: 'train-3', brought: await bring(github, folder) };
  expect(await leave(github, output, again)).toBeNull();
});

test('an artifact says which seeds its job was given, and keeps nobody from leaving the others', async ({
  github,
  folder,
}) => {
  const output = await trained(folder, [1, 2, 3, 4]);
  const greedy = await Promise.all(
    [1, 2].map(async (seed) => {
      const name = `runs/${print(seed)}.json`;
      return { name, content: await readFile(join(output, name), 'utf8') };
    }),
  );
  github.results.addArtifact('conclusive-shard.1.train-1.1-of-2', 41, zipOf(greedy));
  const brought = await bring(github, folder);
  expect([1, 2, 3].map((seed) => brought[0]?.isGiven?.({ seed }))).toEqual([true, false, true]);
  await leave(github, output, { shard: { index: 2, of: 2 }, brought });
  const [, honest] = await bring(github, folder);
  expect(await seedsIn(honest === undefined ? [] : [honest])).toEqual([2, 4]);
});

test('artifacts of other configs, and of other kinds, are left alone', async ({ github, folder }) => {
  await leave(github, await trained(folder, [1]), { shard: { index: 1, of: 1 }, config: 'other.yml' });
  github.results.addArtifact('conclusive-2', 41, zipOf([]));
  github.results.addArtifact('conclusive-shard.report', 41, zipOf([]));
  github.results.addArtifact('conclusive-shard.1.train-1.1-of-2', 40, zipOf([]));
  expect(await bring(github, folder)).toEqual([]);
});

test('a service that refuses is told with what to do', async ({ github, folder }) => {
  github.fail({ method: 'POST', path: /CreateArtifact/, times: 1, effect: { status: 403, body: {} } });
  const output = await trained(folder, [1]);
  await expect(leave(github, output, { shard: { index: 1, of: 1 } })).rejects.toThrow(
    /^the records of this job are not uploaded: .*; the next wave trains its runs again$/,
  );
  github.fail({ method: 'POST', path: /ListArtifacts/, times: 1, effect: { status: 403, body: {} } });
  await expect(bring(github, folder)).rejects.toThrow(
    /^cannot list the records of other jobs: .*; run the failed jobs again$/,
  );
});
