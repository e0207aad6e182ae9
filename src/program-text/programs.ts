/** Reads the programs that a command runs; it never runs them. */
import { join, posix } from 'node:path';
import { readStart } from './list-sources.ts';

const TEXTS = /\.(py|R|jl|sh|ya?ml|json|toml)$/;

/** Beginnings of the files that a command runs, and of the configs it names. */
export function readPrograms(argv: readonly string[], directory: string): Promise<string[]> {
  const texts = filesOf(argv).filter((file) => TEXTS.test(file));
  return Promise.all(texts.map((file) => readStart(join(directory, file))));
}

/** Paths that a command may run or read: `train.py`, `--config=base.yaml`, files of `-m project.train`. */
export function filesOf(argv: readonly string[]): string[] {
  const module = argv[argv.indexOf('-m') + 1] ?? '';
  const path = argv.includes('-m') && /^[\w.]+$/.test(module) ? module.replaceAll('.', '/') : null;
  const ofModule = ['', 'src/'].flatMap((root) => [`${root}${path}.py`, `${root}${path}/__main__.py`]);
  const named = argv.map((argument) => posix.normalize(argument.slice(argument.indexOf('=') + 1)));
  return path === null ? named : [...named, ...ofModule];
}

/** Top-level names: `torch` for `from torch.nn import …`, `os` and `torch` for `import os, torch as t`. */
export function importedModules(text: string): string[] {
  return [...text.matchAll(/^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([^#;\n]+))/gm)].flatMap(
    ([, from, list = '']) =>
      from === undefined ? list.split(',').flatMap((part) => /\w+/.exec(part) ?? []) : [from],
  );
}
