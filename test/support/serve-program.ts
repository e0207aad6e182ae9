/** The programs of docs/reference/command-protocol.md that stay, and how their runs end compared with a separate process. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { Executor, Performed } from '../../src/train/executors/executor.ts';
import { servingExecutor } from '../../src/train/executors/serving.ts';
import { findTool } from './find-tool.ts';
import { temporaryFolder } from './temporary.ts';

/** Where the program can fork. */
export const PYTHON = process.platform === 'win32' ? null : findTool('python3');

export interface Serving {
  readonly root: string;
  readonly executor: Executor;
  /** Trains in a folder of its own. */
  train(folder: string, argument: string): Promise<Performed>;
}

/** The first is on the page, the second in examples/serve-early. */
export type Program = 'each run ended by Python' | 'runs that end early';

/**
 * @param imports in the place of a package that takes long
 * @param more of the environment
 */
export async function serve(
  program: Program,
  imports: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const root = await temporaryFolder();
  const code = (await codeOf(program)).replace(/^import torch.*$/m, () => imports);
  await writeFile(join(root, 'serve.py'), code);
  const executor = servingExecutor(null, (message) => expect.unreachable(message));
  const train = async (folder: string, argument: string) => {
    const environment = {
      PATH: process.env.PATH ?? '',
      ...more,
      CONCLUSIVE_SEED: argument,
      CONCLUSIVE_RUN_DIR: folder,
    };
    const server = {
      argv: ['python3', 'serve.py'],
      directory: root,
      folder: root,
      writable: null,
      isOurs: false,
      printed: folder,
    };
    const argv = ['python3', 'train.py', argument];
    const task = { argv, directory: folder, environment, writable: null, timeoutMs: 60_000, server };
    return executor.perform(task, { signal: new AbortController().signal });
  };
  return { root, executor, train };
}

async function codeOf(program: Program): Promise<string> {
  if (program === 'runs that end early') return readFile('examples/serve-early/serve.py', 'utf8');
  const page = await readFile('docs/reference/command-protocol.md', 'utf8');
  return /```python\n(# serve\.py[\s\S]*?)```/.exec(page)?.[1] ?? '';
}

/** Loads what the endings use; and Python itself leaves a file behind where it ends a run. */
const OBSERVED = `
import asyncio, bz2, csv, dbm.dumb, gzip, io, logging.handlers, lzma, mmap, multiprocessing.pool, pickle, select, shelve, signal, sqlite3, subprocess
import tarfile, tempfile, time, zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
class Observer:
    def __del__(self, open=os.open): open("std-by-python", os.O_CREAT)
observer = Observer()`;

/** A module of the repository, which holds its files as long as the program lasts. */
const KEPT = `
import bz2, gzip, io, lzma, zipfile
class Text(io.TextIOWrapper): pass
class Bytes(io.BufferedWriter): pass
files = [gzip.open("a.gz", "w"), bz2.open("b.bz2", "w"), lzma.open("c.xz", "w"), Bytes(io.FileIO("d", "w"))]
for file in files: file.write(b"1")
text, archive = Text(open("e.txt", "wb")), zipfile.ZipFile("f.zip", "w")
text.write("1"), archive.writestr("a", "1")
`;

interface Around {
  /** What `serve.py` imports besides. */
  readonly imports?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly exit: number | string | null;
  readonly output: string;
  readonly lastError: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Expects each of some runs to end as it does in a process of its own.
 *
 * @param runs by name, the code of each
 * @returns the names of those that Python itself has ended
 */
export async function expectSameEndings(
  program: Program,
  runs: Readonly<Record<string, string>>,
  { imports = '', environment = {} }: Around = {},
): Promise<string[]> {
  const { root, executor, train } = await serve(program, OBSERVED + imports, environment);
  const alone = await temporaryFolder();
  const endedByPython = [];
  const ended: Record<string, Ended> = {};
  try {
    for (const [name, code] of Object.entries(runs)) {
      const folder = await folderFor(root, name);
      const { outcome } = await train(folder, code);
      const [output = '', errors = ''] = await Promise.all(
        ['stdout.txt', 'stderr.txt'].map((file) => readFile(join(folder, file), 'utf8')),
      );
      const exit = outcome.kind === 'exited' ? outcome.exitCode : 'by' in outcome ? outcome.by : outcome.kind;
      ended[name] = { exit, output, lastError: lastLine(errors), files: await filesIn(folder) };
      if ((await readdir(folder)).includes('std-by-python')) endedByPython.push(name);
    }
  } finally {
    await executor.close();
  }
  const expected = await Promise.all(
    Object.entries(runs).map(async ([name, code]) => {
      const folder = await folderFor(alone, name);
      return [name, await processIn(folder, ['train.py', code], environment)] as const;
    }),
  );
  expect(ended).toEqual(Object.fromEntries(expected));
  return endedByPython;
}

async function folderFor(parent: string, name: string): Promise<string> {
  const folder = join(parent, name.replaceAll(' ', '-'));
  await mkdir(folder);
  await writeFile(join(folder, 'train.py'), 'import io, os, sys\nexec(sys.argv[1])\n');
  await writeFile(join(folder, 'own.py'), 'log = open("log.txt", "w"); log.write("1")');
  await writeFile(join(folder, 'kept.py'), KEPT);
  return folder;
}

async function processIn(
  folder: string,
  args: readonly string[],
  environment: NonNullable<Around['environment']>,
): Promise<Ended> {
  const child = spawn('python3', args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<Ended['exit']>((settle) => child.once('close', (code, signal) => settle(code ?? signal))),
  ]);
  return { exit, output, lastError: lastLine(errors), files: await filesIn(folder) };
}

function lastLine(printed: string): string {
  return printed.trimEnd().split('\n').at(-1) ?? '';
}

/** Of what the program has left, with its bytes, or their number where there is a time in them. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter(
    (name) => !/^(?:std|train|own\.py|kept\.py|__pycache__)/.test(name),
  );
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name), 'latin1');
    return [name, /\.(?:zip|gz)$/.test(name) ? String(bytes.length) : bytes] as const;
  };
  return Object.fromEntries(await Promise.all(names.sort().map(read)));
}
