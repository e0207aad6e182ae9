/** Records from other runs, and for other runs: cache, artifacts, forks, jobs. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { takeRecords } from '../experiment/waves/take-records.ts';
import type { ExperimentOutcome } from '../experiment.ts';
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
import type { ActionInputs } from './inputs.ts';
import { recordsOfJobs } from './job-records.ts';

/** Limits all requests of the toolkit together. */
const SAVING_MS = 300_000;

export interface RecordsRequest {
  readonly inputs: ActionInputs;
  /** The config's identity. */
  readonly config: string;
  readonly context: EventContext;
  /** null where the runner has none. */
  readonly services: RunnerServices | null;
  readonly client: GitHubClient | null;
  /** The run that measured, with mode `publish`. */
  readonly forkRun: ForkRun | null;
}

export interface SharedRecords {
  /** Imports records of others. @returns notices for the report */
  onPrepared(experiment: PreparedExperiment): Promise<readonly string[]>;
  /** @returns addresses of records and report; null where they are not uploaded */
  upload(
    outcome: Pick<ExperimentOutcome, 'outputDirectory' | 'fingerprints'>,
    withinMs: number,
  ): Promise<Uploaded | null>;
  /** Saves records for later runs, however this one ends. */
  save(): Promise<void>;
}

/** @throws UserError where the records of a fork are not available */
export async function openSharedRecords(request: RecordsRequest): Promise<SharedRecords> {
  const cache = await openCache(request);
  const fork = await downloadOfFork(request);
  const jobs = request.inputs.mode === 'report' ? await recordsOfJobs(request) : null;
  const { services, context, inputs, config } = request;
  return {
    async onPrepared(experiment) {
      if (fork !== null) await takeForkRecords(fork, experiment);
      if (jobs !== null) await takeRecords(jobs, experiment);
      const cached = (await cache?.restore(experiment, isMixed(jobs) ? 'history' : 'all')) ?? 0;
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
      if (cache === null) return;
      // Does not wait for a service that hangs.
      const saved = core.group('Cache: save', () => cache.save());
      if (!(await new Deadline().waitFor(saved, SAVING_MS)))
        core.warning(
          `the records were not saved in the cache within ${SAVING_MS / 1000} s; later runs may train them again`,
        );
    },
  };
}

/** Records of jobs are never compared with cached ones: a cached baseline may have seen other data. */
function isMixed(jobs: readonly RecordSource[] | null): boolean {
  return jobs !== null && jobs.length > 0;
}

/** Records of this repository replace those of a fork for the baseline. */
export async function openCache(request: RecordsRequest): Promise<RecordCache | null> {
  const { inputs, config, forkRun } = request;
  const entries = await openEntries(request);
  if (entries === null) return null;
  return recordCache({
    entries,
    config,
    keeps: mayKeepRecords(
      process.env.GITHUB_EVENT_NAME,
      inputs.head !== undefined || inputs.base !== undefined,
    ),
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

/** Like GitHub's cache: a pull request reads entries of its base, and nobody else reads its own. */
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
