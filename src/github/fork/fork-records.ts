/** Records that the run of a fork left as an artifact. They are untrusted. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../config/user-error.ts';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import { importRecords } from '../../records/store/import-records.ts';
import { RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import { openRunStore } from '../../records/store/store.ts';
import { MAX_ARTIFACT_BYTES, newestArtifact } from '../artifact/artifact-name.ts';
import { unpackRecords } from '../artifact/unpack-records.ts';
import type { GitHubClient } from '../client.ts';
import { refusalOf } from '../publish-error.ts';
import { artifactsAnswer } from '../request/answers.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';
import type { ForkRun } from './fork-run.ts';

export interface ForkRecords {
  /** Has `runs`, `checks/runs` and `repeats/runs`. */
  readonly folder: string;
  readonly url: string | null;
}

const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

/** @throws UserError if there is no usable artifact */
export async function downloadForkRecords(
  client: GitHubClient,
  { context, runId, unfinished }: ForkRun,
  config: string,
  folder: string,
): Promise<ForkRecords> {
  if (unfinished !== null) throw new UserError(`${unfinished}, so there is nothing to publish; run it again`);
  const { repository, runUrl } = context;
  const artifact = await findArtifact(client, repository, runId, config);
  const archive = join(folder, 'artifact.zip');
  try {
    await download(await addressOf(client, repository, artifact.id), archive);
  } catch (error) {
    throw refusalOf(error, `download the artifact "${artifact.name}"`, 'actions');
  }
  const unpacked = join(folder, 'unpacked');
  await unpackRecords(archive, unpacked);
  return { folder: unpacked, url: runUrl === null ? null : `${runUrl}/artifacts/${artifact.id}` };
}

/** Imports records as if runs of this experiment had just left them. */
export async function takeForkRecords(
  { folder }: ForkRecords,
  { output, warn }: PreparedExperiment,
): Promise<void> {
  for (const kind of RECORD_FOLDERS) {
    const from = await openRunStore(join(folder, kind), warn);
    const to = await openRunStore(join(output, kind), warn);
    const wanted = (await from.list()).map(({ fingerprint }) => fingerprint);
    await importRecords({ from, to, wanted, replaces: () => true, warn });
  }
}

async function findArtifact(
  client: GitHubClient,
  repository: ForkRun['context']['repository'],
  run_id: number,
  config: string,
): Promise<{ readonly id: number; readonly name: string; readonly expired: boolean }> {
  const artifacts = await listPages(async (page) => {
    const query = { ...repository, run_id, per_page: PAGE_SIZE, page, request: { answer: artifactsAnswer } };
    const { data, headers } = await client.rest.actions.listWorkflowRunArtifacts(query);
    return { items: data.artifacts, headers };
  }).catch((error: unknown) => Promise.reject(refusalOf(error, 'list the artifacts of the run', 'actions')));
  const found = newestArtifact(artifacts, config);
  if (found === null)
    throw new UserError(
      `the run has no artifact of ${config}, because it ended before there was a result; see its log`,
    );
  if (found.expired) throw new UserError(`the artifact "${found.name}" has expired; run the job again`);
  return found;
}

/** GitHub answers with an address of its storage, which must not get the token. */
async function addressOf(
  client: GitHubClient,
  repository: ForkRun['context']['repository'],
  artifact_id: number,
): Promise<string> {
  const { headers } = await client.request(
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    { ...repository, artifact_id, archive_format: 'zip', request: { redirect: 'manual' } },
  );
  if (headers.location === undefined) throw new Error('GitHub gave no address for it');
  return headers.location;
}

async function download(address: string, path: string): Promise<void> {
  const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok || response.body === null) throw new Error(`the storage answered ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), bounded, createWriteStream(path, { flags: 'wx' }));
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ARTIFACT_BYTES) throw new Error(`it has more than ${MAX_ARTIFACT_BYTES / 1024 ** 2} MB`);
    yield chunk;
  }
}
