/** Exchanges records with other runs, by cache and artifacts. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { UserError } from '../config/user-error.ts';
import { takeRecords } from '../experiment/waves/take-records.ts';
import type { ExperimentOutcome } from '../experiment.ts';
import { downloadShards } from '../github/artifact/shard-records.ts';
import { type Uploaded, uploadArtifact } from '../github/artifact/upload-artifact.ts';
import { type CacheEntries, cacheEntries, hasCache } from '../github/cache/cache-entries.ts';
import { mayKeepRecords } from '../github/cache/cache-scope.ts';
import { type DiskPlace, diskEntries } from '../github/cache/disk-entries.ts';
import { type RecordCache, recordCache } from '../github/cache/record-cache.ts';
import type { GitHubClient } from '../github/client.ts';
import type { EventContext } from '../github/event/context.ts';
import { downloadForkRecords, type ForkRecords, takeForkRecords } from '../github/fork/fork-records.ts';
import type { ForkRun } from '../github/fork/fork-run.ts';
import { Deadline } from '../github/request/deadline.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import { refuseTrackedRecords } from '../plan/code/tracked-records.ts';
import type { PreparedExperiment } from '../plan/prepared-experiment.ts';
import type { RecordSource } from '../records/store/merge-records.ts';
import { type ActionInputs, isByHand } from './inputs.ts';

/** Limit of all requests of the toolkit. */
const SAVING_MS = 300_000;

export interface RecordsRequest {
  readonly inputs: ActionInputs;
  readonly config: string;
  readonly context: EventContext;
  readonly services: RunnerServices | null;
  readonly client: GitHubClient | null;
  readonly forkRun: ForkRun | null;
}

export interface SharedRecords {
  /** @returns notices for the report */
  onPrepared(experiment: PreparedExperiment): Promise<readonly string[]>;
  upload(
    outcome: Pick<ExperimentOutcome, 'outputDirectory' | 'fingerprints'>,
    withinMs: number,
  ): Promise<Uploaded | null>;
  /** To be called however the run ends. */
  save(): Promise<void>;
}

export async function openSharedRecords(request: RecordsRequest): Promise<SharedRecords> {
  const cache = await openCache(request);
  const fork = await downloadOfFork(request);
  const jobs = request.inputs.mode === 'report' ? await recordsOfJobs(request) : null;
  const { services, context, inputs, config } = request;
  let prepared: PreparedExperiment | null = null;
  return {
    async onPrepared(experiment) {
      prepared = experiment;
      if (fork !== null) await takeForkRecords(fork, experiment);
      if (jobs !== null) await takeRecords(jobs, experiment);
      const cached = cache === null || isMixed(jobs) ? 0 : await cache.restore(experiment);
      return fork === null ? [] : [ofFork(cached)];
    },
    async upload({ outputDirectory: output, fingerprints }, withinMs) {
      if (fork !== null) return fork.url === null ? null : { artifact: fork.url, page: null };
      if (services === null || !services.hasArtifacts || !inputs.artifact) return null;
      return core.group('Artifact', () =>
        uploadArtifact({ services, context, config, output, fingerprints, withinMs }),
      );
    },
    async save() {
      if (cache === null || prepared === null) return;
      const experiment = prepared;
      // Does not wait for a service that hangs.
      const saved = core.group('Cache: save', () => cache.save(experiment));
      if (!(await new Deadline().waitFor(saved, SAVING_MS)))
        core.warning(
          `the records were not saved in the cache within ${SAVING_MS / 1000} s; later runs may train them again`,
        );
    },
  };
}

/** A cached baseline may have seen other data than the jobs did. */
function isMixed(jobs: readonly RecordSource[] | null): boolean {
  return jobs !== null && jobs.length > 0;
}

/** Records of this repository replace those of a fork for the baseline. */
export async function openCache(request: RecordsRequest): Promise<RecordCache | null> {
  const { inputs, forkRun } = request;
  const entries = await openEntries(request);
  if (entries === null) return null;
  return recordCache({
    entries,
    keeps: mayKeepRecords(process.env.GITHUB_EVENT_NAME, isByHand(inputs)),
    isOfFork: forkRun !== null,
  });
}

async function openEntries({ services, inputs, context }: RecordsRequest): Promise<CacheEntries | null> {
  if (inputs.cache === false) return null;
  const { RUNNER_TEMP = tmpdir() } = process.env;
  // The toolkit cannot pack a path with a space.
  const parents = [RUNNER_TEMP, tmpdir()].filter((path) => inputs.cache !== true || !/\s/.test(path));
  const [parent] = parents;
  if (inputs.cache === true && !hasCache(services)) {
    core.info(
      'no cache is used, because this runner has none; set "cache: /path" to keep records on its own disk',
    );
    return null;
  }
  if (parent === undefined) {
    core.info(
      `no cache is used: @actions/cache cannot pack a path with a space, such as ${RUNNER_TEMP} and ${tmpdir()}; set "cache: /path"`,
    );
    return null;
  }
  const scratch = await mkdtemp(join(parent, 'conclusive-cache-'));
  if (typeof inputs.cache === 'string') {
    await refuseTrackedRecords({ folder: inputs.cache, within: [''], name: 'input "cache"' });
    return diskEntries(diskPlace(inputs.cache, context), scratch);
  }
  return services === null ? null : cacheEntries(services, scratch);
}

/** Like GitHub's cache, lets a pull request read entries of its base, and nobody else read its own. */
function diskPlace(folder: string, { repository: { owner, repo } }: EventContext): DiskPlace {
  const { GITHUB_REF: ref = '', GITHUB_BASE_REF: base = '' } = process.env;
  return {
    folder,
    repository: `${owner}/${repo}`,
    scopes: base === '' ? [ref] : [ref, `refs/heads/${base}`],
  };
}

async function downloadOfFork({ client, forkRun, config }: RecordsRequest): Promise<ForkRecords | null> {
  if (forkRun === null || client === null) return null;
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP ?? tmpdir(), 'conclusive-fork-'));
  return downloadForkRecords(client, forkRun, config, folder);
}

function ofFork(cached: number): string {
  const except = cached === 0 ? '' : ` except ${cached} of the baseline, which this repository trained,`;
  return `all runs${except} were trained by a workflow run of the fork, so their numbers are only as trustworthy as its author`;
}

/** @returns unchecked records @throws UserError if they are not available */
export async function recordsOfJobs({
  inputs,
  config,
  services,
}: Pick<RecordsRequest, 'inputs' | 'config' | 'services'>): Promise<readonly RecordSource[]> {
  const { mode, records, workingDirectory } = inputs;
  const { GITHUB_WORKSPACE: workspace = '.', RUNNER_TEMP: temporary = tmpdir() } = process.env;
  if (records !== undefined) return [{ folder: resolve(workspace, workingDirectory, records) }];
  if (services === null || !services.hasArtifacts)
    throw new UserError(
      `mode "${mode}" needs the artifacts of the jobs that train, and this server has none that can be read; bring their records into a folder, and name it with the input "records"`,
    );
  return downloadShards({ services, config, folder: await mkdtemp(join(temporary, 'conclusive-shards-')) });
}
