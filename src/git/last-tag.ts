import { fetchOrigin } from './fetch.ts';
import { tryGit } from './git.ts';
import { isShallow } from './merge-base.ts';

/**
 * The name of the last tag that a commit has behind it. A clone without tags, or too shallow to reach one, is deepened.
 *
 * @returns null where there is none
 */
export async function lastTag(repository: string, commit: string): Promise<string | null> {
  const find = () => tryGit(repository, 'describe', '--tags', '--abbrev=0', commit);
  const found = await find();
  if (found !== null) return found.trim();
  const depth = (await isShallow(repository)) ? ['--unshallow'] : [];
  await fetchOrigin(repository, ['--tags', ...depth]);
  return (await find())?.trim() ?? null;
}
