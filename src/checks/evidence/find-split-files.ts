/** Finds training and test files that `checks.files` does not name, in the command and the parameters. */
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import type { Params } from '../../config/names.ts';
import { isDataFile, splitOf } from '../../plan/code/data-names.ts';
import { splitCommand } from '../../train/trainers/command-line.ts';

/** Formats with one example per line. */
const LINES = /\.(csv|tsv|jsonl|ndjson)$/i;
/** `--train=data/train.csv`, `data.train=data/train.csv`. */
const VALUE = /^(?:-{0,2}[\w.-]+=)?(.*)$/s;
/** A folder of more files holds examples, and no splits. */
const MAX_FILES = 100;

export interface FoundSplits {
  readonly train: string;
  readonly test: string;
}

/**
 * Looks at files, and files in folders, that an argument of the command or a parameter names. Their use is a guess, so there
 * must be exactly one file of each split, by its name. Only files in the model's folder count.
 */
export async function findSplitFiles(
  command: string,
  params: Params,
  directory: string,
): Promise<FoundSplits | null> {
  const argv = splitCommand(command).map((argument) => VALUE.exec(argument)?.[1] ?? '');
  const stated = [...argv, ...Object.values(params).filter((value) => typeof value === 'string')];
  return pickSplits(await filesNamed(stated, directory));
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
