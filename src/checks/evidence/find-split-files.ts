/** Finds training and test files that the config does not name, in the command and the program's text. */
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import type { Params } from '../../config/names.ts';
import { isDataFile, splitOf } from '../../plan/code/data-names.ts';
import { readPrograms } from '../../program-text/programs.ts';
import { splitCommand } from '../../train/trainers/command-line.ts';

/** Formats with one example per line. */
const LINES = /\.(csv|tsv|jsonl|ndjson)$/i;
const LITERAL = /(["'`])([^"'`\n\\]{1,200})\1/g;
/** `--train=data/train.csv`, `data.train=data/train.csv`. */
const VALUE = /^(?:-{0,2}[\w.-]+=)?(.*)$/s;
const MAX_NAMES = 1000;
/** A folder of more files holds examples, and no splits. */
const MAX_FILES = 100;

export interface FoundSplits {
  readonly train: string;
  readonly test: string;
}

/**
 * Looks at files, and files in folders, that an argument of the command or a parameter names, then at those that a string in
 * the program names. The first of these two with files of both splits, by their names, counts. Their use is a guess, so
 * there must be exactly one file of each.
 *
 * Only files in the model's folder count, because a pull request may write any path into its program.
 */
export async function findSplitFiles(
  command: string,
  params: Params,
  directory: string,
): Promise<FoundSplits | null> {
  const argv = splitCommand(command).map((argument) => VALUE.exec(argument)?.[1] ?? '');
  const stated = [...argv, ...Object.values(params).filter((value) => typeof value === 'string')];
  const written = (await readPrograms(splitCommand(command), directory)).flatMap((text) =>
    [...text.matchAll(LITERAL)].map(([, , name = '']) => name),
  );
  for (const names of [stated, [...stated, ...written.slice(0, MAX_NAMES)]]) {
    const found = pickSplits(await filesNamed(names, directory));
    if (found !== null) return found;
  }
  return null;
}

async function filesNamed(names: readonly string[], directory: string): Promise<ReadonlySet<string>> {
  const paths = [...new Set(names.filter(isInside).map((name) => posix.normalize(name)))];
  const folders: string[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    if (LINES.test(path)) {
      if (isDataFile(path) && (await isA('file', join(directory, path)))) files.add(path);
    } else if (path !== '.' && (await isA('folder', join(directory, path)))) folders.push(path);
  }
  for (const folder of folders) {
    const inside = await readdir(join(directory, folder)).catch(() => []);
    if (inside.length > MAX_FILES) continue;
    for (const name of inside) {
      const path = posix.join(folder, name);
      if (LINES.test(name) && isDataFile(path) && (await isA('file', join(directory, path)))) files.add(path);
    }
  }
  return files;
}

function isInside(name: string): boolean {
  return name !== '' && !name.includes('\0') && !isAbsolute(name) && !name.split(/[\\/]/).includes('..');
}

async function isA(kind: 'file' | 'folder', path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (kind === 'file' ? found.isFile() : found.isDirectory());
}

function pickSplits(files: ReadonlySet<string>): FoundSplits | null {
  const of = (split: string) => [...files].filter((file) => splitOf(file) === split);
  const train = of('train');
  const test = of('test');
  return train.length === 1 && test.length === 1
    ? { train: train[0] as string, test: test[0] as string }
    : null;
}
