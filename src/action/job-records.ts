/** Records from other jobs of this experiment. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { downloadShards } from '../github/artifact/shard-records.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import type { RecordSource } from '../records/store/merge-records.ts';
import type { ActionInputs } from './inputs.ts';

interface JobRecordsRequest {
  readonly inputs: ActionInputs;
  /** The config's identity. */
  readonly config: string;
  readonly services: RunnerServices | null;
}

/** @returns unchecked records @throws UserError where they are not available */
export async function recordsOfJobs({
  inputs,
  config,
  services,
}: JobRecordsRequest): Promise<readonly RecordSource[]> {
  const { mode, records, workingDirectory } = inputs;
  const { GITHUB_WORKSPACE: workspace = '.', RUNNER_TEMP: temporary = tmpdir() } = process.env;
  if (records !== undefined) return [{ folder: resolve(workspace, workingDirectory, records) }];
  if (services === null || !services.hasArtifacts)
    throw new UserError(
      `mode "${mode}" needs the artifacts of the jobs that train, and this server has none that can be read; bring their records into a folder, and name it with the input "records"`,
    );
  return downloadShards({ services, config, folder: await mkdtemp(join(temporary, 'conclusive-shards-')) });
}
