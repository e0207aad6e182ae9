import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefaultArtifactClient, UploadArtifactOptions } from '@actions/artifact';
import { Deadline } from '../request/deadline.ts';
import type { RunnerServices } from '../runner-services.ts';

export interface OwnFile {
  readonly path: string;
  readonly bytes: number;
}

const DEFLATE_LEVEL = 6;
/** Slowest accepted connection. */
const BYTES_A_MS = 1000;

/** Skips links, because an upload would follow them. */
export async function listFiles(output: string, names: readonly string[]): Promise<readonly OwnFile[]> {
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(output, name);
      const stat = await lstat(path).catch(() => null);
      return stat?.isFile() ? [{ path, bytes: stat.size }] : [];
    }),
  );
  return files.flat();
}

export function bytesOf(files: readonly OwnFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

interface Upload {
  readonly services: RunnerServices;
  readonly name: string;
  readonly files: readonly OwnFile[];
  readonly output: string;
  readonly withinMs: number;
  readonly options?: Pick<UploadArtifactOptions, 'retentionDays' | 'skipArchive'>;
}

/** @returns the artifact's id; null if the server gives none */
export async function uploadFiles(
  client: DefaultArtifactClient,
  { services, name, files, output, withinMs, options }: Upload,
): Promise<number | null> {
  const paths = files.map(({ path }) => path);
  const upload = () =>
    client.uploadArtifact(name, paths, output, { compressionLevel: DEFLATE_LEVEL, ...options });
  const limit = withinMs + bytesOf(files) / BYTES_A_MS;
  const { id = null } = await services.use(() => new Deadline().attempt(limit, upload));
  return id;
}
