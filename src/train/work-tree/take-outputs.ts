import { lstatSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withinFolder, withoutHandles } from '../../files/held-folder.ts';

/**
 * Moves files and folders of `trainer.outputs` into the run directory. It follows no link in the paths of held folders, and readers
 * follow none in what is moved.
 *
 * @param outputs from `directory`, without `..`
 * @returns a sentence about each that was not taken
 */
export function takeOutputs(
  directory: string,
  outputs: readonly string[],
  runDirectory: string,
): readonly string[] {
  return outputs.flatMap((output) => {
    const parts = output.split('/').filter((part) => part !== '' && part !== '.');
    const reason = take(directory, parts, runDirectory);
    return reason === null ? [] : [`trainer.outputs: ${JSON.stringify(output)} ${reason}`];
  });
}

function take(directory: string, parts: readonly string[], runDirectory: string): string | null {
  try {
    const reason = whyNot(directory, parts, runDirectory);
    if (reason !== null) return reason;
    const target = join(runDirectory, ...parts);
    for (let depth = 1; depth < parts.length; depth += 1)
      makeFolder(join(runDirectory, ...parts.slice(0, depth)));
    withinFolder(join(directory, ...parts), (from) => withinFolder(target, (to) => renameSync(from, to)));
    return null;
  } catch (error) {
    // A run may have changed the permissions of its folders.
    return `cannot be moved to the run directory: ${withoutHandles(error).message}`;
  }
}

function makeFolder(path: string): void {
  withinFolder(path, (place) => {
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) mkdirSync(place);
  });
}

function whyNot(directory: string, parts: readonly string[], runDirectory: string): string | null {
  const found = follow(directory, parts);
  // A link may lead to files of other runs.
  if (found === 'link') return 'is reached through a link, so it was not moved; write a regular file';
  if (found !== 'entry') return 'does not exist when the run ends; check the path';
  return follow(runDirectory, parts) === 'nothing'
    ? null
    : 'is already in the run directory, and that one is used';
}

/** What is at a path, or blocks it. */
function follow(
  base: string,
  parts: readonly string[],
): 'nothing' | 'link' | 'a file of that name is in the way' | 'entry' {
  let path = base;
  for (const [index, part] of parts.entries()) {
    path = join(path, part);
    const stat = withinFolder(path, (place) => lstatSync(place, { throwIfNoEntry: false }));
    if (stat === undefined) return 'nothing';
    if (stat.isSymbolicLink()) return 'link';
    if (index < parts.length - 1 && !stat.isDirectory()) return 'a file of that name is in the way';
  }
  return 'entry';
}
