/** Records beyond the output folder: those that other runs have left, and those that are left for others. */
import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { ExperimentOutcome } from '../experiment.ts';
import { type Uploaded, uploadArtifact } from '../github/artifact/upload-artifact.ts';
import { hasCache } from '../github/cache/cache-entries.ts';
import { mayKeepRecords } from '../github/cache/cache-scope.ts';
import { type RecordCache, recordCache } from '../github/cache/record-cache.ts';
import type { GitHubClient } from '../github/client.ts';
import type { EventContext } from '../github/event/context.ts';
import { downloadForkRecords, type ForkRecords, takeForkRecords } from '../github/fork/fork-records.ts';
import type { ForkRun } from '../github/fork/fork-run.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import type { PreparedExperiment } from '../plan/prepared-experiment.ts';
import type { ActionInputs } from './inputs.ts';

export interface RecordsRequest {
  readonly inputs: ActionInputs;
  /** The config's identity. */
  readonly config: string;
  readonly context: EventContext;
  /** null where the runner has none. */
  readonly services: RunnerServices | null;
  readonly client: GitHubClient | null;
  /** With mode `publish`: the run that measured. */
  readonly forkRun: ForkRun | null;
}

export interface SharedRecords {
  /** Brings what others have left. @returns what the report has to tell of it */
  onPrepared(experiment: PreparedExperiment): Promise<readonly string[]>;
  /** @returns where records and report are kept, if they are */
  upload(
    outcome: Pick<ExperimentOutcome, 'outputDirectory' | 'fingerprints'>,
    withinMs: number,
  ): Promise<Uploaded | null>;
  /** Leaves records to later runs, however this one ends. */
  save(): Promise<void>;
}

/** @throws UserError where the records of a fork cannot be had */
export async function openSharedRecords(request: RecordsRequest): Promise<SharedRecords> {
  const cache = openCache(request);
  const fork = await downloadOfFork(request);
  const { services, context, inputs, config } = request;
  return {
    async onPrepared(experiment) {
      if (fork !== null) await takeForkRecords(fork, experiment);
      const cached = cache === null ? 0 : await cache.restore(experiment);
      return fork === null ? [] : [ofFork(cached)];
    },
    async upload({ outputDirectory: output, fingerprints }, withinMs) {
      if (fork !== null) return fork.url === null ? null : { artifact: fork.url, page: null };
      if (services === null || !inputs.artifact) return null;
      return core.group('Artifact', () =>
        uploadArtifact({ services, context, config, output, fingerprints, withinMs }),
      );
    },
    async save() {
      if (cache !== null) await core.group('Cache: save', () => cache.save());
    },
  };
}

/** What a fork said of the baseline gives way to what this repository has measured itself. */
function openCache({ services, inputs, config, forkRun }: RecordsRequest): RecordCache | null {
  if (!inputs.cache || !hasCache(services)) return null;
  const { RUNNER_TEMP = tmpdir(), GITHUB_EVENT_NAME } = process.env;
  const scratch = cacheFolder(RUNNER_TEMP);
  if (scratch === null) {
    core.info(
      `no cache is used: @actions/cache packs no folder whose path has a space, and both ${RUNNER_TEMP} and ${tmpdir()} have one`,
    );
    return null;
  }
  return recordCache({
    services,
    scratch,
    config,
    keeps: mayKeepRecords(GITHUB_EVENT_NAME, inputs.head !== undefined || inputs.base !== undefined),
    isOfFork: forkRun !== null,
  });
}

/** The same in every run of a runner: entries are found by it. Runners that share a machine must not share it. */
function cacheFolder(runnerTemp: string): string | null {
  if (!/\s/.test(runnerTemp)) return join(runnerTemp, 'conclusive-cache');
  const runner = createHash('sha256').update(runnerTemp).digest('hex').slice(0, 12);
  return /\s/.test(tmpdir()) ? null : join(tmpdir(), `conclusive-cache-${runner}`);
}

async function downloadOfFork({ client, forkRun, config }: RecordsRequest): Promise<ForkRecords | null> {
  if (forkRun === null || client === null) return null;
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP ?? tmpdir(), 'conclusive-fork-'));
  return downloadForkRecords(client, forkRun, config, folder);
}

function ofFork(cached: number): string {
  const except =
    cached === 0 ? '' : ` except ${cached} of the baseline, which this repository trained itself`;
  return `all runs${except} were trained by a workflow run of the fork: their numbers are the word of whoever proposes this change`;
}
