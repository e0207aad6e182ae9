/** Records of jobs that share an experiment: one artifact for each job. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { info, warning } from '@actions/core';
import { UserError } from '../../config/user-error.ts';
import { isOfShard } from '../../plan/runs/plan-waves.ts';
import type { RecordSource } from '../../records/store/merge-records.ts';
import { RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import { openRunStore } from '../../records/store/store.ts';
import { plural } from '../../words/plural.ts';
import { plainMessage } from '../publish-error.ts';
import type { RunnerServices } from '../runner-services.ts';
import { MAX_ARTIFACT_BYTES, type ShardName, shardArtifactName, shardOfArtifact } from './artifact-name.ts';
import { bytesOf, listFiles, uploadFiles } from './own-files.ts';
import { unpackRecords } from './unpack-records.ts';

/** Limit for all jobs together, unpacked. */
const MAX_RECORDS_BYTES = 20 * MAX_ARTIFACT_BYTES;
const DOWNLOADS_AT_A_TIME = 8;
const UPLOAD_MS = 120_000;
/** A failed job may be run again for some days. */
const RETENTION_DAYS = 7;

export interface ShardUpload extends ShardName {
  readonly services: RunnerServices;
  readonly config: string;
  readonly output: string;
  readonly brought: readonly RecordSource[];
  warn(message: string): void;
}

/** @returns the artifact's name; null if there are no records */
export async function uploadShard(upload: ShardUpload): Promise<string | null> {
  const { services, config, output } = upload;
  const files = await listFiles(output, await recordsOf(upload));
  if (files.length === 0) return null;
  const bytes = bytesOf(files);
  if (bytes > MAX_ARTIFACT_BYTES)
    throw new UserError(
      `the records of this job are ${Math.round(bytes / 1e6)} MB, and one artifact can hold ${Math.round(MAX_ARTIFACT_BYTES / 1e6)} MB: raise the input "shards", so that each job trains fewer runs, or keep fewer predictions`,
    );
  const name = shardArtifactName(config, upload);
  try {
    const client = new DefaultArtifactClient();
    const options = { retentionDays: RETENTION_DAYS };
    await uploadFiles(client, { services, name, files, output, withinMs: UPLOAD_MS, options });
  } catch (error) {
    throw new UserError(
      `the records of this job are not uploaded: ${plainMessage(error)}; the next wave trains its runs again`,
      { cause: error },
    );
  }
  return name;
}

async function recordsOf({ output, shard, brought, warn }: ShardUpload): Promise<string[]> {
  const names: string[] = [];
  for (const kind of RECORD_FOLDERS) {
    const known = new Set<string>();
    for (const { folder, isGiven = () => true } of brought) {
      const others = await openRunStore(join(folder, kind), () => {}, 'read');
      for (const record of await others.list()) if (isGiven(record)) known.add(record.fingerprint);
    }
    const store = await openRunStore(join(output, kind), warn, 'read');
    for (const record of await store.list()) {
      const { fingerprint, predictions } = record;
      if (!isOfShard(record, shard) || known.has(fingerprint)) continue;
      const files = [`${fingerprint}.json`, ...(predictions === null ? [] : [predictions.file])];
      names.push(...files.map((file) => join(kind, 'runs', file)));
    }
  }
  return names;
}

interface ShardDownload {
  readonly services: RunnerServices;
  readonly config: string;
  readonly folder: string;
}

/**
 * Downloads records of this workflow run, of all attempts. Skips artifacts that are damaged or too large.
 *
 * @returns one source for each artifact, limited to the runs of its job
 */
export async function downloadShards({
  services,
  config,
  folder,
}: ShardDownload): Promise<readonly RecordSource[]> {
  const client = new DefaultArtifactClient();
  const own = await asked('list', async () => {
    const { artifacts } = await services.use(() => client.listArtifacts());
    return artifacts.flatMap(({ id, name, size }) => {
      const shard = shardOfArtifact(name, config);
      return shard === null ? [] : [{ id, name, size, shard }];
    });
  });
  const sources: RecordSource[] = [];
  let left = MAX_RECORDS_BYTES;
  for (let at = 0; at < own.length; at += DOWNLOADS_AT_A_TIME) {
    const batch = own.slice(at, at + DOWNLOADS_AT_A_TIME).filter(({ name, size }) => {
      if (size <= MAX_ARTIFACT_BYTES) return true;
      warning(`the artifact "${name}" is not used: it has ${Math.round(size / 1e6)} MB`);
      return false;
    });
    const places = batch.map((one) => ({ ...one, path: join(folder, String(one.id)) }));
    await asked('download', () =>
      services.use(() =>
        Promise.all(
          places.map(async ({ id, path }) => {
            await mkdir(path);
            await client.downloadArtifact(id, { path, skipDecompress: true });
          }),
        ),
      ),
    );
    for (const { name, path, shard } of places) {
      const [archive = ''] = await readdir(path);
      const unpacked = join(path, 'records');
      try {
        left -= await unpackRecords(join(path, archive), unpacked, Math.min(left, MAX_ARTIFACT_BYTES));
        sources.push({
          folder: unpacked,
          name: `the artifact "${name}"`,
          isGiven: (run) => isOfShard(run, shard),
        });
      } catch (error) {
        warning(`the artifact "${name}" is not used: ${plainMessage(error)}`);
        await rm(unpacked, { recursive: true, force: true });
      }
      await rm(join(path, archive), { force: true });
    }
  }
  info(`${plural(sources.length, 'job has', 'jobs have')} saved records in this workflow run`);
  return sources;
}

async function asked<Value>(what: 'list' | 'download', step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    throw new UserError(
      `cannot ${what} the records of other jobs: ${plainMessage(error)}; run the failed jobs again`,
      { cause: error },
    );
  }
}
