import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Params } from '../../config/names.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { digestFile } from '../../records/bounded-file.ts';
import { canonicalJson } from '../../records/json.ts';
import { RECORD_REVISION } from '../../records/record.ts';
import type { SourceSeeds } from './source-seeds.ts';

/** Everything that decides a run's results. */
export interface RunIdentity {
  readonly trainer:
    | { readonly module: string }
    | {
        readonly command: string;
        readonly setup?: readonly string[];
        readonly outputs?: readonly string[];
        readonly printed?: PrintedCurves;
        readonly evaluate?: true;
      };
  /** Digest of bytes and kinds of files under `code`. */
  readonly code: string;
  /** Digest of files of `checks.files` that `code` leaves out. */
  readonly splits?: string;
  readonly params: Params;
  /** The data set, in an experiment with several. */
  readonly task?: string;
  /** All of them, for the identity of a model. */
  readonly tasks?: ReadonlyArray<{ readonly name: string; readonly params: Params }>;
  readonly seed: number;
  /** Left out if every varying source has the run's seed. */
  readonly seeds?: Partial<SourceSeeds>;
  readonly vary: readonly string[];
  readonly data: 'bootstrap' | number;
  /** The seed tells which fold. */
  readonly folds?: number;
  readonly backend: string;
  /** Those that can change a result: the training program's, Node's major version, platform. */
  readonly versions: Readonly<Record<string, string>>;
}

/** SHA-256 (hex). Runs with the same fingerprint are the same run. */
export function fingerprint(identity: RunIdentity): string {
  return createHash('sha256')
    .update(canonicalJson({ ...identity, revision: RECORD_REVISION }))
    .digest('hex');
}

/**
 * A record of other data is another run's.
 *
 * @returns null if no file exists
 */
export async function digestSplits(directory: string, paths: readonly string[]): Promise<string | null> {
  const hash = createHash('sha256');
  let found = 0;
  for (const path of [...paths].sort()) {
    const full = join(directory, path);
    const isFile = await stat(full).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (!isFile) continue;
    found += 1;
    hash.update(`${path}\0${await digestFile(await realpath(full))}\0`);
  }
  return found === 0 ? null : hash.digest('hex');
}
