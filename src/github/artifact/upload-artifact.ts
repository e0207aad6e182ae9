/** Uploads records, result and report as an artifact, and the page as another. */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { info, warning } from '@actions/core';
import { RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import type { EventContext } from '../event/context.ts';
import { plainMessage } from '../publish-error.ts';
import type { RunnerServices } from '../runner-services.ts';
import { artifactName, MAX_ARTIFACT_BYTES, pageName, RECORD_FILE } from './artifact-name.ts';
import { bytesOf, listFiles, type OwnFile, uploadFiles } from './own-files.ts';

export interface ArtifactRequest {
  readonly services: RunnerServices;
  readonly context: EventContext;
  readonly config: string;
  readonly output: string;
  /** Fingerprints of the comparison's runs. */
  readonly fingerprints: readonly string[];
  readonly withinMs: number;
}

export interface Uploaded {
  readonly artifact: string;
  /** Null if the service takes archives only. */
  readonly page: string | null;
}

const PAGE = 'report.html';
const REPORTS = ['result.json', 'report.md', PAGE];

/** Warns of a failure and never throws. */
export async function uploadArtifact(request: ArtifactRequest): Promise<Uploaded | null> {
  const { services, context, config, output, withinMs } = request;
  try {
    const files = withinBounds(await listFiles(output, REPORTS), await listRecords(request));
    if (files.length === 0) return null;
    const name = artifactName(config, context.run.attempt);
    const client = new DefaultArtifactClient();
    const id = await uploadFiles(client, { services, name, files, output, withinMs });
    if (id === null || context.runUrl === null) return null;
    const hasPage = files.some(({ path }) => path === join(output, PAGE));
    return {
      artifact: `${context.runUrl}/artifacts/${id}`,
      page: hasPage ? await uploadPage(request, client) : null,
    };
  } catch (error) {
    warning(`cannot upload records and report as an artifact: ${plainMessage(error)}`);
    return null;
  }
}

/** Uploads the page unzipped, so that one click opens it. */
async function uploadPage(
  { services, context, config, output, withinMs }: ArtifactRequest,
  client: DefaultArtifactClient,
): Promise<string | null> {
  let folder: string | null = null;
  try {
    folder = await mkdtemp(join(process.env.RUNNER_TEMP ?? tmpdir(), 'conclusive-page-'));
    const name = pageName(config, context.run.attempt);
    await copyFile(join(output, PAGE), join(folder, name));
    const files = await listFiles(folder, [name]);
    const options = { skipArchive: true };
    const id = await uploadFiles(client, { services, name, files, output: folder, withinMs, options });
    return id === null ? null : `${context.runUrl}/artifacts/${id}`;
  } catch (error) {
    // Older servers take archives only.
    info(`the report is available only inside the archive: ${plainMessage(error)}`);
    return null;
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

async function listRecords({ output, fingerprints }: ArtifactRequest): Promise<readonly OwnFile[]> {
  const own = new Set(fingerprints);
  const names = await Promise.all(
    RECORD_FOLDERS.map(async (folder) => {
      const found = await readdir(join(output, folder, 'runs')).catch(() => []);
      const paths = found.map((name) => `${folder === '' ? '' : `${folder}/`}runs/${name}`);
      // All runs of checks are of this config.
      return paths.filter(
        (path) =>
          RECORD_FILE.test(path) &&
          (folder !== '' || own.has(path.slice('runs/'.length, 'runs/'.length + 64))),
      );
    }),
  );
  return listFiles(output, names.flat());
}

function withinBounds(reports: readonly OwnFile[], records: readonly OwnFile[]): readonly OwnFile[] {
  const bytes = bytesOf(records);
  if (bytes <= MAX_ARTIFACT_BYTES) return [...reports, ...records];
  info(
    `the artifact has the report, but not the records: they have ${Math.round(bytes / 1e6)} MB, above ${Math.round(MAX_ARTIFACT_BYTES / 1e6)} MB`,
  );
  return reports;
}
