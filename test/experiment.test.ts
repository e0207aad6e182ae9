/** Where an experiment trains, and two commands that train in one output folder at once. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../src/config/user-error.ts';
import { runAgainstItself } from '../src/experiment/against-itself.ts';
import { trainShard } from '../src/experiment/waves/train-shard.ts';
import { runExperiment } from '../src/experiment.ts';
import { writeExperiment } from './experiment/small-experiment.ts';

const request = () => writeExperiment({ score: '0.8 + 0.01 * noise + 0.1 * arm' }, 'seeds: 2');
const shard = (index: number) => ({ waves: 1, wave: 1, shard: { index, of: 2 } });

test.each([
  ['run', runExperiment],
  ['run --aa', runAgainstItself],
])('of run and %s one is refused, and nothing is trained twice', async (_, other) => {
  const own = await request();
  const ends = await Promise.allSettled([runExperiment(own), other(own)]);
  const [refused, ...more] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  expect(more).toEqual([]);
  expect(refused).toBeInstanceOf(UserError);
  expect(refused.message).toContain('wait until it has ended');
  // Nobody is left in the folder.
  await runExperiment(own);
  expect(await readdir(join(own.repository, '.conclusive/tmp'))).toEqual([]);
});

test('runs on record are judged by several processes at once', async () => {
  const own = await request();
  await runExperiment(own);
  const ends = await Promise.all([runExperiment(own), runExperiment(own)]);
  expect(ends.map(({ result }) => result.runs.trained)).toEqual([0, 0]);
});

test('two shards share a folder, and train each run once', async () => {
  const own = await request();
  const trained = await Promise.all([1, 2].map((index) => trainShard({ ...own, ...shard(index) })));
  const runs = trained.flatMap(({ records }) => records.map(({ model, seed }) => `${model} ${seed}`));
  expect(runs.sort()).toEqual(['baseline 1', 'baseline 2', 'head 1', 'head 2']);
  expect((await runExperiment(own)).result.runs).toMatchObject({ trained: 0, reused: 4 });
});

describe('a config with a queue that is not here', () => {
  const queued = (when: string) =>
    writeExperiment(
      { score: '0.8 + 0.01 * noise + 0.1 * arm', limits: when === '' ? '{}' : '{ parallel: 2 }' },
      `seeds: 2\nexecutor: { kind: command, submit: no-such-qsub, status: 'true', cancel: '{ids}'${when} }`,
    );

  test.each<[string, string, 'local' | undefined]>([
    ['--executor local', '', 'local'],
    ['when: available', ', when: available', undefined],
  ])('trains on this machine with %s', async (_, when, executor) => {
    const told: string[] = [];
    const { result } = await runExperiment({
      ...(await queued(when)),
      executor,
      onProgress: (event) => event.kind === 'warning' && told.push(event.message),
    });
    expect(result.runs).toMatchObject({ trained: 4 });
    expect(told.filter((message) => message.startsWith('executor:'))).toEqual(
      when === ''
        ? []
        : ['executor: there is no no-such-qsub here, so runs train on this machine (when: available)'],
    );
  });
});
