/** The same experiment by one machine and by several jobs. Each job has a folder of its own, as on a CI. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AwaitedRunsError, describeWave, nextWave } from '../../../src/experiment/waves/awaited-runs.ts';
import { takeRecords } from '../../../src/experiment/waves/take-records.ts';
import { trainShard } from '../../../src/experiment/waves/train-shard.ts';
import { runExperiment } from '../../../src/experiment.ts';
import type { PreparedExperiment } from '../../../src/plan/prepared-experiment.ts';
import type { AwaitedWave } from '../../../src/report/waves.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { withoutMachine } from '../../support/without-machine.ts';
import { writeExperiment } from '../small-experiment.ts';

type Program = Parameters<typeof writeExperiment>[0];

async function site(program: Program, config: string, folder?: string) {
  const own = await writeExperiment(program, config, folder);
  const jobs = await temporaryFolder();
  let count = 0;
  const newFolder = async (name: string) => {
    const folder = join(jobs, `${name}-${++count}`);
    await mkdir(folder);
    return folder;
  };
  const artifacts = join(jobs, 'artifacts');
  await mkdir(artifacts);
  const bring = {
    async onPrepared(experiment: PreparedExperiment) {
      await takeRecords([{ folder: artifacts }], experiment);
      return [];
    },
  };
  return {
    artifacts,
    local: async () => (await runExperiment({ ...own, outputDirectory: await newFolder('local') })).result,
    /** @returns whether its artifact was kept */
    async train(index: number, of: number, more: { wave?: number | 'checks'; isLost?: boolean } = {}) {
      const output = await newFolder('job');
      const outcome = await trainShard({
        ...own,
        ...bring,
        outputDirectory: output,
        waves: 3,
        shard: { index, of },
        ...more,
      });
      if (more.isLost !== true) await cp(output, join(artifacts, `shard-${++count}`), { recursive: true });
      return outcome.records.map(({ model, seed }) => `${model} ${seed}`);
    },
    async report(): Promise<{ readonly result?: ExperimentResult; readonly next?: AwaitedWave }> {
      const output = await newFolder('report');
      try {
        const outcome = await runExperiment({
          ...own,
          ...bring,
          outputDirectory: output,
          recordsOnly: true,
          waves: 3,
        });
        return { result: outcome.result };
      } catch (error) {
        if (!(error instanceof AwaitedRunsError)) throw error;
        return { next: describeWave(nextWave(error.awaited)) };
      }
    },
  };
}

type Site = Awaited<ReturnType<typeof site>>;

/** As a workflow does it: waves until there is a verdict. */
async function inWaves({ train, report }: Site, of: number) {
  const waves: Array<number | 'checks'> = [];
  for (let round = 0; round < 6; round++) {
    const { result, next } = await report();
    if (next === undefined) return { result: result as ExperimentResult, waves };
    waves.push(next.wave);
    for (let index = 1; index <= of; index++) await train(index, of, { wave: next.wave });
  }
  throw new Error('no verdict after six waves');
}

const SEQUENTIAL = 'seeds: { min: 4, max: 9 }\n';

const OPEN = { score: '0.8 + noise / 50', metrics: '[{ name: score, direction: maximize }]' };
const NO_REPEATS = `${SEQUENTIAL}checks: { reproducible: false }\n`;

describe('an experiment in shards has the result of a local one', () => {
  test.each<[string, Program, string, ReadonlyArray<number | 'checks'>]>([
    ['decided by the first look', { score: '0.8 + arm / 2 + noise / 100' }, SEQUENTIAL, [1, 'checks']],
    [
      'of folds',
      { score: '0.8 + arm / 20 + noise / 100', prediction: 'noise', example: '10 * repeat + fold' },
      'vary: folds\nfolds: { k: 3, repeats: 2 }\n',
      [1, 'checks'],
    ],
    [
      'of which one variant is settled before the other',
      {
        ...OPEN,
        score: '0.8 + (arm === 1 ? 0.5 : 0) + noise / 50',
        models:
          '{ baseline: {}, variants: [{ name: head, params: { arm: 1 } }, { name: other, params: { arm: 2 } }] }',
      },
      NO_REPEATS,
      [1, 2],
    ],
    [
      'with runs for checks',
      { score: '0.8 + arm / 2 + noise / 100', params: '{ arm: 0, rate: 3 }' },
      `${SEQUENTIAL}checks: { sensitivity: { rate: [2] } }\n`,
      [1, 'checks'],
    ],
    [
      'with a run that crashed',
      {
        ...OPEN,
        score:
          '(() => { if (seed === 3 && arm === 1) throw new Error("out of luck"); return 0.8 + noise / 50; })()',
        limits: '{ parallel: 2, failed-runs: 0.5 }',
      },
      NO_REPEATS,
      [1, 2],
    ],
  ])('%s', async (_, program, config, expected) => {
    const place = await site(program, config);
    const { result, waves } = await inWaves(place, 2);
    expect(waves).toEqual(expected);
    expect(withoutMachine(result)).toEqual(withoutMachine(await place.local()));
  });
});

test('a seed that does nothing makes both invalid: on one machine nothing trains on, so one of its runs may be missing', async () => {
  const place = await site({ score: '0.8 + arm / 10' }, NO_REPEATS);
  const { result, waves } = await inWaves(place, 3);
  expect(waves).toEqual([1]);
  const local = await place.local();
  expect(local.verdict).toBe('invalid');
  expect(result).toMatchObject({ verdict: 'invalid', gate: local.gate });
  // How many had ended when that was seen is chance.
  for (const { reason } of [result, local]) expect(reason).toContain('seeds gave the same run');
});

test('both arms of a seed are in one shard, and what a job lost is trained again in the next wave', async () => {
  const { train, report, local } = await site(OPEN, NO_REPEATS);
  expect((await report()).next).toMatchObject({ wave: 1, pairs: 6 });
  expect(await train(1, 3, { wave: 1 })).toEqual(['baseline 1', 'head 1', 'head 4', 'baseline 4']);
  expect(await train(2, 3, { wave: 1, isLost: true })).toHaveLength(4);
  await train(3, 3, { wave: 1 });
  const { next } = await report();
  expect(next).toMatchObject({ wave: 2, pairs: 8 });
  const seeds = new Set(next?.runs.map(({ seed }) => seed));
  expect([...seeds]).toEqual([2, 5, 7, 8]);
  expect(await train(1, 3)).toEqual(['baseline 7', 'head 7']);
  expect(await train(3, 3)).toEqual([]);
  // Nobody waits for a job that never comes: the look is judged when its seeds have ended, and not before.
  expect((await report()).result).toBeUndefined();
  await train(2, 3);
  const { result } = await report();
  expect(withoutMachine(result as ExperimentResult)).toEqual(withoutMachine(await local()));
});

test('runs beyond the look that decided are counted and decide nothing', async () => {
  const { train, report, local } = await site({ score: '0.8 + arm / 2 + noise / 100' }, NO_REPEATS);
  await train(1, 1, { wave: 2 });
  const { result } = await report();
  expect(result?.runs).toMatchObject({ trained: 10, inVain: 4, nodes: 1 });
  expect(withoutMachine(result as ExperimentResult)).toEqual(withoutMachine(await local()));
});

test('runs that write to what others read leave no records, and say so', async () => {
  const folder = await temporaryFolder();
  const file = JSON.stringify(join(folder, 'requirements.txt'));
  const { train, report } = await site(
    { score: `(writeFileSync(${file}, String(seed)), 0.8)` },
    NO_REPEATS,
    folder,
  );
  await expect(train(1, 1)).rejects.toThrow(/^runs changed requirements.txt/);
  expect((await report()).next).toMatchObject({ wave: 1 });
});
