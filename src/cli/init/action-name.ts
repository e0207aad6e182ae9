/** The action that a new workflow uses. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../config/user-error.ts';
import { tryGit } from '../../git/git.ts';
import { isObject, tryParseJson } from '../../records/json.ts';
import { HAS_OWNER, PACKAGE, pinnedAction } from '../../version.ts';

const ACTION = /^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*@[\w./-]+$/;
const ON_GITHUB = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/**
 * What the user states, else the package's own address, else the clone that the program runs from, at its commit.
 *
 * @returns `OWNER/…` if none of them is known
 * @throws UserError for a name that GitHub would not take
 */
export async function actionName(stated: string | undefined): Promise<string> {
  if (stated !== undefined && (!ACTION.test(stated) || stated.startsWith('OWNER/')))
    throw new UserError(
      `--action: must be OWNER/REPO@REF with your account and a commit, found "${stated}"; e.g. octocat/${PACKAGE}@4f2a91c…`,
    );
  if (stated !== undefined || HAS_OWNER) return stated ?? pinnedAction();
  return (await fromClone(dirname(fileURLToPath(import.meta.url)))) ?? pinnedAction();
}

/** @param folder of the program, which may have been copied into a repository of somebody else */
export async function fromClone(folder: string): Promise<string | null> {
  const manifest = tryParseJson((await tryGit(folder, 'show', 'HEAD:package.json')) ?? '');
  if (!isObject(manifest) || manifest.name !== PACKAGE) return null;
  const [remote, commit] = await Promise.all([
    tryGit(folder, 'remote', 'get-url', 'origin'),
    tryGit(folder, 'rev-parse', 'HEAD'),
  ]);
  const [, name] = ON_GITHUB.exec(remote?.trim() ?? '') ?? [];
  return name === undefined || commit === null ? null : `${name}@${commit.trim()}`;
}
