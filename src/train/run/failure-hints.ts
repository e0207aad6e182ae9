/** What a user can do about a run that failed or left no result, as far as what it printed and left tells. */

import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isRunnerVariable } from '../../config/schema/runner-variable.ts';
import { listFolder } from '../../files/open-file.ts';
import { wordFor } from '../../words/plural.ts';
import type { WorkTree } from '../work-tree/work-trees.ts';

/** Words by which programs and interpreters say that a file is not there. */
const IS_MISSING =
  /no such file|not found|n[o']t (?:find|open|exist)|n't exist|cannot (?:find|open)|unable to open|ENOENT/i;
/** In quotes, or with a folder or an ending. */
const PATHS = /'([^'\n]+)'|"([^"\n]+)"|([\w@.~+-]+(?:[\\/][\w@.+-]+)+|[\w-]+\.\w{1,10})/g;
const MAX_LINES = 20;
const MAX_PATHS = 30;
const MAX_PATH_CHARS = 200;

interface Folders {
  /** The ref's work tree, where the program was run. */
  readonly directory: string;
  readonly checkout: string;
  /** What the work tree is of. */
  readonly ref: string;
}

/**
 * A work tree has what git knows of a ref, and no more: data that git ignores lies in the checkout alone, and a program that works
 * there finds nothing in it.
 *
 * @param printed untrusted: a file of the checkout is looked for under the last paths in it, and none outside of it
 * @returns what to do about it; null where the program missed no such file
 */
export function describeMissingFile(printed: string, { directory, checkout, ref }: Folders): string | null {
  for (const path of missedPaths(printed, directory)) {
    if (!existsSync(join(checkout, path)) || existsSync(join(directory, path))) continue;
    return `${path} is in the checkout, but not in the work tree of ${ref}: git ignores it, or that commit lacks it. Use an absolute path, fetch or link it in trainer.setup (dvc pull, ln -s), or commit it`;
  }
  return null;
}

function missedPaths(printed: string, directory: string): ReadonlySet<string> {
  const lines = printed.split('\n').filter((line) => IS_MISSING.test(line));
  const found = lines.slice(-MAX_LINES).flatMap((line) => [...line.matchAll(PATHS)]);
  const inside = found.slice(-MAX_PATHS).flatMap(([, single, double, bare]) => {
    const path = single ?? double ?? bare ?? '';
    if (path.length > MAX_PATH_CHARS || path.includes('\0')) return [];
    const own = relative(directory, isAbsolute(path) ? path : join(directory, path));
    return own === '' || isAbsolute(own) || own.split(sep)[0] === '..' ? [] : [own];
  });
  return new Set(inside);
}

/** Of what a program leaves in its working directory, what may hold a number. */
const RESULT = /\.(?:jsonl?|ndjson|[ct]sv|ya?ml|toml|log|txt|npy|wandb)$|tfevents/i;
const SHOWN = 3;

/**
 * A program that knows nothing of the run directory writes beside its code.
 *
 * @returns what was found there and the line of the config that takes it; null where the run directory is not empty, or nothing
 *   appeared
 */
export function describeMisplaced(
  runDirectory: string,
  workTree: Pick<WorkTree, 'findNewFiles'>,
): string | null {
  if (listFolder(runDirectory).length > 0) return null;
  const found = workTree.findNewFiles();
  const results = found.filter((file) => RESULT.test(file));
  if (results.length === 0) return null;
  const shown = results.slice(0, SHOWN);
  const more = results.length - shown.length;
  return `the run directory is empty, but ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''} appeared in the working directory; add trainer.outputs: [${shown.map(quoted).join(', ')}${more > 0 ? ', …' : ''}], or write to {run_dir}`;
}

/** As YAML takes it in a list. */
function quoted(path: string): string {
  return /^\w[\w./-]*$/.test(path) ? path : JSON.stringify(path);
}

/** @returns what to do about a Python program that asks for input; null for another failure */
export function describeNoInput(printed: string): string | null {
  return /^EOFError: EOF when reading a line/m.test(printed)
    ? 'the program asks for input, but a run has none; pass the value as an option of trainer.command'
    : null;
}

/** Words by which programs say that nobody has told them who they are. */
const NEEDS_SECRET =
  /\b(?:40[13]|unauthori[sz]ed|forbidden|api[ _-]?keys?|access token|credentials?|not logged in|log ?in|authenticat\w+)\b/i;
const SECRET = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|USER/i;
/** `_`, `OS` and the like stand in any text. */
const IS_A_NAME = /^(?=.*[A-Za-z]{2})\w{4,200}$/;
const SHOWN_NAMES = 3;

/**
 * Names of variables that are set here and that runs do not get, where a run that failed speaks of them: what to do about it.
 *
 * @param printed untrusted; only names that are set here are taken from it
 * @returns null where the failure has nothing to do with them
 */
export function describeWithheld(
  printed: string,
  inherited: NodeJS.ProcessEnv,
  given: Readonly<Record<string, string>>,
): string | null {
  const withheld = Object.keys(inherited).filter(
    (name) => !(name in given) && IS_A_NAME.test(name) && !isRunnerVariable(name),
  );
  const words = new Set(printed.match(/\w+/g) ?? []);
  const spoken = withheld.filter((name) => words.has(name));
  const found =
    spoken.length > 0 || !NEEDS_SECRET.test(printed) ? spoken : withheld.filter((name) => SECRET.test(name));
  if (found.length === 0) return null;
  const names = found.slice(0, SHOWN_NAMES).join(', ');
  return `${names} ${wordFor(found.length, 'is', 'are')} set here, but runs do not get ${wordFor(found.length, 'it', 'them')}; if the program needs ${wordFor(found.length, 'it', 'them')}, add trainer.environment: [${names}] to the config`;
}
