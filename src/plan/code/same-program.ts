/** Finds variants with the code and parameters of the baseline: comparing them compares nothing. */
import { isDeepStrictEqual } from 'node:util';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import type { PreparedModel } from '../runs/plan-runs.ts';
import { listAlike } from './list-alike.ts';

const SHOWN_FILES = 3;

export interface SameProgramRequest {
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  /** `code` may leave out a file that decides a run. */
  readonly namesCode: boolean;
  /** Set for a file (from the root) without effect on runs: the config, or evaluation files. */
  readonly isAside: (file: string) => boolean;
  /** Whether a file is one that `conclusive init` writes and no program reads. A change of such files alone is no change. */
  readonly isOwn: (file: string) => boolean;
}

export interface SameProgram {
  readonly notices: readonly string[];
  /** Null if any variant's files or parameters differ. */
  readonly nothingToCompare: string | null;
}

/**
 * An equal variant is right for a change of the docs, and a mistake if `code` leaves out the changed file, so a notice names
 * the files that differ.
 */
export async function findSameProgram(request: SameProgramRequest): Promise<SameProgram> {
  const [baseline, ...variants] = request.models;
  if (baseline === undefined) return { notices: [], nothingToCompare: null };
  const notices: string[] = [];
  const own = new Set<string>();
  let unchanged = 0;
  for (const variant of variants) {
    const isSame = variant.fingerprint(1) === baseline.fingerprint(1);
    if (!isSame && !isDeepStrictEqual(variant.params, baseline.params)) continue;
    const all = await differingFiles(baseline, variant);
    if (all.every(request.isOwn)) {
      unchanged++;
      for (const file of all) own.add(file);
    }
    if (!isSame) continue;
    const why = request.namesCode ? 'according to `code`, ' : '';
    const differing = all.filter((file) => !request.isAside(file));
    const rest =
      differing.length === 0
        ? '; give the variant its own ref or params'
        : `, although their refs differ in ${firstOf(differing, SHOWN_FILES)}; if ${wordFor(differing.length, 'it affects', 'one of them affects')} a run, add it to \`code\``;
    notices.push(
      `${why}${variant.name} and the baseline are the same program with the same parameters, so nothing was compared${rest}`,
    );
  }
  const isUnchanged = unchanged > 0 && unchanged === variants.length;
  return {
    notices: isUnchanged ? [] : notices,
    nothingToCompare: isUnchanged ? refusal(variants, baseline.commit, [...own].sort()) : null,
  };
}

function refusal(variants: readonly PreparedModel[], commit: string | null, own: readonly string[]): string {
  const at = commit === null ? '' : ` (commit ${commit.slice(0, 7)})`;
  const [first] = variants;
  const who = variants.length === 1 ? first?.name : `all ${variants.length} variants`;
  const but =
    own.length === 0 ? '' : `, only ${firstOf(own, SHOWN_FILES)} ${wordFor(own.length, 'differs', 'differ')}`;
  return (
    `${who} and the baseline are the same program with the same parameters${at}${but}, so there is nothing to compare; ` +
    'make a change, name another commit (--base HEAD~1, --head), or give a variant its own ref or params under models; ' +
    'to compare the baseline with itself, use: conclusive run --aa'
  );
}

async function differingFiles(one: PreparedModel, other: PreparedModel): Promise<string[]> {
  if (one.ref === other.ref || one.commit === other.commit) return [];
  const [before, after] = await listAlike(one, other);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file))
    .sort();
}
