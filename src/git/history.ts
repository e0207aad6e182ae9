import { fetchOrigin } from './fetch.ts';
import { tryGit } from './git.ts';
import { isShallow } from './merge-base.ts';

/**
 * Fetches tags and history that a clone lacks.
 *
 * @returns null without a tag
 */
export async function lastTag(repository: string, commit: string): Promise<string | null> {
  const find = () => tryGit(repository, 'describe', '--tags', '--abbrev=0', commit);
  const found = await find();
  if (found !== null) return found.trim();
  const depth = (await isShallow(repository)) ? ['--unshallow'] : [];
  await fetchOrigin(repository, ['--tags', ...depth]);
  return (await find())?.trim() ?? null;
}
