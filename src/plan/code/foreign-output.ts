/**
 * Records in the output folder are believed, so none may come with the code: a branch could bring records that turn its
 * regression into an improvement.
 */
import { lstat, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { MADE_AGAIN_FOLDERS, RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import { toRootPath } from './code-tree.ts';
import { findTracked, nearestFolder } from './tracked-records.ts';

/** Those that are read, or written without a check. */
const OWN_FOLDERS = [
  ...RECORD_FOLDERS.flatMap((kind) => (kind === '' ? ['runs'] : [kind, `${kind}/runs`])),
  ...MADE_AGAIN_FOLDERS,
];

/**
 * @param root of the repository around the config; null outside git
 * @throws UserError that names what has come with the code
 */
export async function refuseForeignOutput(output: string, root: string | null): Promise<void> {
  const between = root === null ? [output] : foldersBetween(root, output);
  const isInside = root !== null && between.length > 0;
  const own = OWN_FOLDERS.map((path) => join(output, path));
  for (const path of [...(isInside ? between : [output]), ...own]) await refuseLink(path);
  const folders = [...between, ...OWN_FOLDERS.map((path) => join(output, path))];
  for (const folder of folders) await refuseRepository(folder);
  // Within the repository, no folder on the path belongs to another one.
  const around = isInside ? root : ((await findRepositoryRoot(await nearestFolder(output))) ?? root);
  for (const repository of new Set([root, around]))
    if (repository !== null) await refuseTracked(repository, output);
  await refuseMounts(output, own, isInside ? root : null);
}

/** None if the output folder is the root or outside. */
function foldersBetween(root: string, output: string): string[] {
  const parts = relative(root, output).split(sep);
  if (parts[0] === '..' || parts[0] === '' || resolve(root, ...parts) !== output) return [];
  return parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
}

async function refuseLink(path: string): Promise<void> {
  if ((await lstat(path).catch(() => null))?.isSymbolicLink() !== true) return;
  throw new UserError(
    `${path} is a link, and records are never read or written through links; remove it, or name another folder with --output`,
  );
}

async function refuseRepository(folder: string): Promise<void> {
  if ((await lstat(join(folder, '.git')).catch(() => null)) === null) return;
  throw new UserError(
    `${folder} is a separate git repository, such as a submodule. Code under test must not bring its own records; remove it, or name another folder with --output`,
  );
}

async function refuseTracked(root: string, output: string): Promise<void> {
  const folder = toRootPath(root, output);
  if (folder === '' || folder.startsWith('..')) return;
  const found = await findTracked({ root, folder: output, within: OWN_FOLDERS });
  if (found === null) return;
  throw new UserError(
    `${output} holds records that git tracks (${found}). Code under test must not bring its own records; remove them with git rm -r --cached`,
  );
}

/** Within the repository, output must be on the repository's own disk. */
async function refuseMounts(output: string, own: readonly string[], root: string | null): Promise<void> {
  const mounts = await mountPoints();
  const mounted = mounts.find((path) => path.startsWith(output + sep) || (root !== null && path === output));
  // On an overlay, a file's device number is that of a layer, so only folders count.
  const device = async (path: string) => {
    const stat = await lstat(path).catch(() => null);
    return stat?.isDirectory() === true ? stat.dev : null;
  };
  const expected = await device(root ?? output);
  let foreign = mounted;
  for (const path of [output, ...own]) {
    const found = await device(path);
    if (expected !== null && found !== null && found !== expected) foreign ??= path;
  }
  if (foreign === undefined) return;
  throw new UserError(
    `${foreign} is a mount point, so its records may come from elsewhere; unmount it, or name a folder outside the repository with --output`,
  );
}

/** Only Linux lets every user list them; elsewhere the device number tells. */
async function mountPoints(): Promise<readonly string[]> {
  const text = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 8)),
      ),
    );
}
