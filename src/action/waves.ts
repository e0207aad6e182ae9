/** Modes `plan` and `train`. Mode `report` is `measure` with their records. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { describeWave } from '../experiment/waves/awaited-runs.ts';
import { planNextWave } from '../experiment/waves/find-next-wave.ts';
import { takeRecords } from '../experiment/waves/take-records.ts';
import { trainShard } from '../experiment/waves/train-shard.ts';
import type { Progress } from '../experiment.ts';
import { uploadShard } from '../github/artifact/shard-records.ts';
import { renderWaveOutputs } from '../github/publish/outputs.ts';
import { setOutputs } from '../github/publish/runner-files.ts';
import { tryToPublish } from '../github/publish/try-to-publish.ts';
import { withoutCommands } from '../github/workflow-commands.ts';
import type { PreparedExperiment } from '../plan/prepared-experiment.ts';
import { type Shard, shardName } from '../plan/runs/plan-waves.ts';
import type { RecordSource } from '../records/store/merge-records.ts';
import { type AwaitedWave, summariseWave } from '../report/waves.ts';
import { plural } from '../words/plural.ts';
import { experimentOf, type Measurement, showProgress, untouchedBy } from './measurement.ts';
import { openCache, recordsOfJobs } from './shared-records.ts';

export async function planWave(measurement: Measurement): Promise<number> {
  const { inputs } = measurement;
  const request = await experimentOf(measurement);
  const untouched = await untouchedBy(measurement, request);
  if (untouched !== null) return tellPlan(measurement, null, untouched);
  const { config, client } = measurement.destination;
  const jobs = await recordsOfJobs({ ...measurement, config });
  const cache = await openCache({ ...measurement, config, client });
  const plan = async (isFromCache: boolean, onProgress: (progress: Progress) => void) => {
    const outputDirectory = await mkdtemp(join(process.env.RUNNER_TEMP ?? tmpdir(), 'conclusive-plan-'));
    const { waves } = inputs;
    const onPrepared = async (experiment: PreparedExperiment) => {
      await takeRecords(jobs, experiment);
      if (isFromCache) await cache?.restore(experiment);
      return [];
    };
    return withoutCommands(() =>
      planNextWave({ ...request, outputDirectory, waves, onProgress, onPrepared }),
    );
  };
  // Cached records are never mixed with those of jobs (`openSharedRecords`).
  const isKept = jobs.length === 0 && cache !== null && (await plan(true, () => undefined)) === null;
  const next = isKept ? null : await plan(false, showProgress);
  const wave = next === null ? null : describeWave(next);
  return tellPlan(measurement, wave, summariseWave(wave, inputs.shards));
}

export async function trainPart(measurement: Measurement, shard: Shard): Promise<number> {
  const { inputs } = measurement;
  const request = await experimentOf(measurement);
  const { config } = measurement.destination;
  const jobs = await recordsOfJobs({ ...measurement, config });
  let prepared: PreparedExperiment | null = null;
  const onPrepared = async (experiment: PreparedExperiment) => {
    prepared = experiment;
    await takeRecords(jobs, experiment);
    return [];
  };
  const leave = () =>
    prepared === null ? null : leaveRecords(measurement, { shard, prepared, brought: jobs });
  const { waves, wave } = inputs;
  const name = `shard ${shardName(shard)}`;
  try {
    const { records } = await core.group('Training', () =>
      withoutCommands(() =>
        trainShard({
          ...request,
          waves,
          wave,
          shard,
          onPrepared,
          onProgress: showProgress,
        }),
      ),
    );
    const failed = records.filter(({ status }) => status !== 'ok').length;
    core.info(`${name}: ${plural(records.length, 'run')} trained, ${failed} failed`);
  } catch (error) {
    // Finished runs need no second training.
    const left = tryToPublish(async () => leave());
    measurement.onSaving(left);
    await left;
    throw error;
  }
  await leave();
  return 0;
}

interface Left {
  readonly shard: Shard;
  readonly prepared: PreparedExperiment;
  readonly brought: readonly RecordSource[];
}

async function leaveRecords(
  { inputs, services, destination: { config }, context }: Measurement,
  { shard, prepared: { output, warn }, brought }: Left,
): Promise<void> {
  if (services === null || !services.hasArtifacts || !inputs.artifact) {
    core.info(
      `the records are in ${output}: bring them to the job with "mode: report", as its input "records"`,
    );
    return;
  }
  const { attempt } = context.run;
  const job = process.env.GITHUB_JOB ?? 'train';
  const upload = { services, config, attempt, job, shard, output, brought, warn };
  const name = await core.group('Artifact', () => uploadShard(upload));
  core.info(name === null ? 'there are no records to leave' : `the records are in the artifact "${name}"`);
}

async function tellPlan(
  { inputs, summary }: Measurement,
  wave: AwaitedWave | null,
  sentence: string,
): Promise<number> {
  await withoutCommands(() => core.info(sentence));
  await tryToPublish(async () => summary.write(sentence));
  setOutputs(renderWaveOutputs(wave, inputs.shards));
  return 0;
}
