/**
 * Bytes in the work tree count, as git converted them, with submodules and behind links; object names in git show none of
 * these.
 */
import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { digestFile } from '../../records/bounded-file.ts';
import { pythonShadows } from './python-shadows.ts';

const MAX_DEPTH = 100;
/** No path below begins like this. */
const SHADOW = '//';

export interface EvaluationRequest {
  readonly root: string;
  /** From the root, with forward slashes. */
  readonly path: string;
  /** Set for a file (from the root) that is compared only if named, such as an ignored one. */
  isLeftOut?(path: string): boolean;
}

/** @returns SHA-256 (hex); null if nothing is there @throws UserError for a link out of the repository */
export async function digestEvaluation(request: EvaluationRequest): Promise<string | null> {
  const { path, isLeftOut = () => false } = request;
  const root = await realpath(request.root);
  const hash = createHash('sha256');
  if (!(await add(path, '', []))) return null;
  const list = (folder: string) => readdir(join(root, folder)).catch(() => []);
  for (const shadow of await pythonShadows(path, list))
    if (!isLeftOut(shadow)) await add(shadow, `${SHADOW}${shadow}`, []);
  return hash.digest('hex');

  /** @param name within what is compared @param above real paths of the folders around it */
  async function add(own: string, name: string, above: readonly string[]): Promise<boolean> {
    const real = await realpath(join(root, own)).catch(() => null);
    if (real === null) {
      if (name !== '') hash.update(`nothing\0${name}\0`);
      return false;
    }
    refuseOutside(root, real, own);
    const found = await stat(real);
    if (found.isFile()) hash.update(`file\0${name}\0${await digestFile(real)}\0`);
    else if (!found.isDirectory()) hash.update(`other\0${name}\0`);
    else if (above.includes(real)) hash.update(`circle\0${name}\0`);
    else {
      refuseDepth(above.length, own);
      hash.update(`folder\0${name}\0`);
      for (const entry of (await readdir(real)).sort()) {
        refuseUnreadable(entry, own);
        const below = own === '' ? entry : `${own}/${entry}`;
        if (entry !== '.git' && !isLeftOut(below)) await add(below, `${name}/${entry}`, [...above, real]);
      }
    }
    return true;
  }
}

function refuseOutside(root: string, real: string, path: string): void {
  const own = relative(root, real);
  const parts = own.split(sep);
  if (!isAbsolute(own) && parts[0] !== '..' && !parts.includes('.git')) return;
  throw new UserError(
    `evaluation: "${path}" is a link to a file outside the repository, so its content cannot be compared; commit the file, or name one in the repository`,
  );
}

function refuseDepth(depth: number, path: string): void {
  if (depth <= MAX_DEPTH) return;
  throw new UserError(
    `evaluation: "${path.slice(0, 60)}…" lies more than ${MAX_DEPTH} folders deep, too deep to be compared; move it up`,
  );
}

/** A name that is not UTF-8 can't be passed on unchanged, so such a file would not be found. */
function refuseUnreadable(name: string, folder: string): void {
  if (!name.includes('\ufffd')) return;
  throw new UserError(
    `evaluation: "${folder}" has a file whose name is not UTF-8, ${JSON.stringify(name)}, so it cannot be compared; rename the file`,
  );
}
