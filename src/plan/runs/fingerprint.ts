import { createHash } from 'node:crypto';
import type { Params } from '../../config/names.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { canonicalJson } from '../../records/json.ts';
import { RECORD_REVISION } from '../../records/record.ts';
import type { SourceSeeds } from './source-seeds.ts';

/** Everything that decides what a run leaves behind. Names of models and of refs are not in it: they decide nothing. */
export interface RunIdentity {
  readonly trainer:
    | { readonly module: string }
    | {
        readonly command: string;
        readonly setup?: readonly string[];
        readonly outputs?: readonly string[];
        readonly printed?: PrintedCurves;
      };
  /** Digest of the bytes and kinds of files that a run finds under the config's `code` paths (`git/standing-tree.ts`). */
  readonly code: string;
  /** Digest of the files of `checks.files` that `code` leaves out, as those that git ignores. */
  readonly splits?: string;
  readonly params: Params;
  readonly seed: number;
  /** Left out where every source that varies has the run's seed, as in all runs of a comparison. */
  readonly seeds?: Partial<SourceSeeds>;
  readonly vary: readonly string[];
  readonly data: 'bootstrap' | number;
  /** In a cross-validation: of how many folds the seed tells one. */
  readonly folds?: number;
  readonly backend: string;
  /** Versions that can change a result: Conclusive's training program, Node's major version, platform. */
  readonly versions: Readonly<Record<string, string>>;
}

/** SHA-256 (hex) of a run's identity. Two runs with the same fingerprint are the same run. */
export function fingerprint(identity: RunIdentity): string {
  return createHash('sha256')
    .update(canonicalJson({ ...identity, revision: RECORD_REVISION }))
    .digest('hex');
}
