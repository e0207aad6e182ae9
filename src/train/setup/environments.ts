/**
 * The folders that `trainer.setup` fills: `environments/<key>-<random>` in the output, one or more for a key.
 *
 * One process fills a folder under a unique name, and others find it once it is complete. Experiments that set up the same code at
 * once do it twice. A lock would outlive a killed process, and a virtual environment cannot be moved, because its programs name their
 * path.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextOrNull, readWhole } from '../../files/open-file.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';

/** Written last, with its work tree. A folder without it is incomplete. */
const READY = '.conclusive-ready';
const MAX_READY_BYTES = 64 * 1024;
/** An environment with PyTorch has gigabytes. */
const OTHERS_KEPT = 4;
/** How `pip install -e` and the like point to code: setuptools, Hatch, PDM, Poetry, uv. */
const POINTERS = /\.(pth|egg-link)$|^__editable__.*\.py$/;
const MAX_POINTER_BYTES = 16 * 1024 * 1024;

interface Place {
  /** The config's folder in the work tree that is set up. */
  readonly directory: string;
  /** Folder for the environments that are kept. */
  readonly environments: string;
  warn(message: string): void;
}

/** @returns the folder of this key, filled if necessary; a failure leaves nothing behind */
export async function openEnvironment(
  place: Place,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const known = await findEnvironment(place, key);
  if (known !== null) return known;
  await mkdir(place.environments, { recursive: true });
  const folder = await mkdtemp(join(place.environments, `${key}-`));
  try {
    await fill(folder);
    await writeFile(join(folder, READY), place.directory);
    return folder;
  } catch (error) {
    await removeFolder(folder, place.warn);
    throw error;
  }
}

/** A link to the work tree of another experiment is invalid here. */
async function findEnvironment(place: Place, key: string): Promise<string | null> {
  const { directory, environments, warn } = place;
  const names = await readdir(environments).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(`${key}-`)).sort()) {
    const folder = join(environments, name);
    const madeIn = readTextOrNull(join(folder, READY), MAX_READY_BYTES);
    if (madeIn === null) continue;
    if (madeIn === directory || !(await linksTo(folder, madeIn))) return folder;
    if (!existsSync(madeIn)) await removeFolder(folder, warn);
  }
  return null;
}

/** Whether the environment links to the code of another work tree. */
export async function linksElsewhere(folder: string, directory: string): Promise<boolean> {
  const madeIn = readWhole(join(folder, READY), MAX_READY_BYTES).toString('utf8');
  return madeIn !== directory && (await linksTo(folder, madeIn));
}

/** Called by every run, so that environments in use are never the oldest. */
export async function markUsed(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now);
}

/** Removes all environments but `own` and a few recently used ones. */
export async function pruneEnvironments(place: Place, own: ReadonlySet<string>): Promise<void> {
  const names = await readdir(place.environments);
  const folders = names.map((name) => join(place.environments, name)).filter((folder) => !own.has(folder));
  const dated = await Promise.all(
    folders.map(async (folder) => ({ folder, at: (await stat(folder).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const oldest = dated.sort((a, b) => b.at - a.at).slice(OTHERS_KEPT);
  await Promise.all(oldest.map(({ folder }) => removeFolder(folder, place.warn)));
}

/** Whether packages of a virtual environment are links to code under `directory`, and not copies. */
async function linksTo(environment: string, directory: string): Promise<boolean> {
  const folders = [join(environment, 'Lib', 'site-packages')];
  for (const version of await entries(join(environment, 'lib'))) {
    folders.push(join(environment, 'lib', version, 'site-packages'));
  }
  for (const folder of folders) {
    for (const name of (await entries(folder)).filter((entry) => POINTERS.test(entry))) {
      const content = readTextOrNull(join(folder, name), MAX_POINTER_BYTES);
      // In Python's source, Windows' separators are escaped.
      if (content?.replaceAll('\\\\', '\\').includes(directory)) return true;
    }
  }
  return false;
}

/** Other languages' environments have no such folders. */
function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
