/** The program of docs/reference/command-protocol.md that imports once and forks for every run. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { Executor } from '../../src/train/executors/executor.ts';
import { servingExecutor } from '../../src/train/executors/serving.ts';
import { findTool } from '../support/find-tool.ts';
import { temporaryFolder } from '../support/temporary.ts';

const python = process.platform === 'win32' ? null : findTool('python3');

let executor: Executor | undefined;
afterEach(async () => {
  await executor?.close();
});

const TRAIN = `
import os, sys
import helper
print(helper.NAME, sys.argv, os.getcwd() == os.path.dirname(os.path.abspath(__file__)), os.environ["CONCLUSIVE_SEED"])
print("input", repr(sys.stdin.read()))
print(os.getppid(), "parent")
os.environ["LEAK"] = "1"
helper.NAME = "changed"
if sys.argv[1] == "2": sys.exit(3)
if sys.argv[1] == "3": raise ValueError("bad data")
if sys.argv[1] == "4": os.kill(os.getpid(), 9)
`;

/** In the place of a package that takes long, one that prints, and that leaves what nobody will read. */
const IMPORT = `
unread, writer = os.pipe(); os.close(unread)
left = open(writer, "w"); left.write("imported"); print("imported")`;

/** @returns what trains a run in a folder below it */
async function serveIn(root: string) {
  const page = await readFile(new URL('../../docs/reference/command-protocol.md', import.meta.url), 'utf8');
  const [, program = ''] = /```python\n(# serve\.py[\s\S]*?)```/.exec(page) ?? [];
  await writeFile(join(root, 'serve.py'), program.replace(/^import torch.*$/m, IMPORT));
  const serving = servingExecutor(null, (message) => expect.unreachable(message));
  executor = serving;
  return async (folder: string, argument: string) => {
    const environment = {
      PATH: process.env.PATH ?? '',
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
    const task = { argv, directory: folder, environment, writable: null, timeoutMs: 30_000, server };
    return serving.perform(task, { signal: new AbortController().signal });
  };
}

test.runIf(python !== null)('it is as good as a process for each run', async () => {
  const root = await temporaryFolder();
  const train = await serveIn(root);
  const outcomes = [];
  for (const seed of ['1', '2', '3', '4', '5']) {
    const folder = join(root, seed);
    await mkdir(folder);
    await writeFile(join(folder, 'train.py'), TRAIN);
    await writeFile(join(folder, 'helper.py'), `NAME = "helper ${seed}"`);
    const { outcome, printed } = await train(folder, seed);
    outcomes.push({ outcome, lines: printed.split('\n') });
  }
  const [one, two, three, four, five] = outcomes;
  expect(one?.outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
  expect(one?.lines).toEqual(expect.arrayContaining([`helper 1 ['train.py', '1'] True 1`, `input ''`]));
  expect(two?.outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
  expect(three?.outcome).toMatchObject({
    kind: 'exited',
    exitCode: 1,
    tail: expect.stringMatching(/ValueError: bad data$/),
  });
  expect(four?.outcome).toMatchObject({ kind: 'killed', by: 'SIGKILL' });
  expect(five?.lines).toContain(`helper 5 ['train.py', '5'] True 5`);
  const parents = [one, five].map((run) => run?.lines.find((line) => line.endsWith('parent')));
  expect(parents[0]).toBe(parents[1]);
});

/** Each a program, and what a process of its own does with it at its end. */
const ENDINGS = {
  'a code': 'sys.exit(3)',
  'no code': 'sys.exit(None)',
  'a code below 0': 'sys.exit(-1)',
  'a code above 255': 'sys.exit(256)',
  'a flag': 'sys.exit(True)',
  'a sentence': 'sys.exit("no such data")',
  'a number that is no code': 'raise SystemExit(2.5)',
  'an end of its own': 'os._exit(5)',
  'an interrupt': 'raise KeyboardInterrupt',
  'an error': 'log = open("log.txt", "w"); log.write("1"); raise ValueError("bad data")',
  'open files': `
import gzip, own, zipfile
class Log: pass
text, data, archive, packed = open("text.txt", "w"), open("data", "w+b"), zipfile.ZipFile("a.zip", "w"), gzip.open("b.gz", "w")
log = Log(); log.itself = log; log.file = open("itself.txt", "w")
text.write("1"), data.write(b"2"), archive.writestr("a", "3"), packed.write(b"4"), log.file.write("5")`,
  'files that a module keeps open': 'import kept',
  'a file that a module imported before keeps open': `
import gzip, json
json.log = gzip.open("log.gz", "w"); json.log.write(b"1")`,
  output: `
import ctypes
class Last:
    def __del__(self): sys.__stdout__.write("4")
last = Last()
sys.stdout.write("1"); sys.stdout.flush(); ctypes.CDLL(None).printf(b"2"); ctypes.CDLL(None).fflush(None)
sys.__stdout__.write("3"); sys.stdout = io.StringIO(); print("unseen")`,
  'output of a library': 'import ctypes; ctypes.CDLL(None).printf(b"0.7")',
  'output that it closes': 'print("0.8"); sys.stdout.close()',
  'output without a descriptor': 'print("1"); os.close(1)',
  'a stream that is detached': 'sys.stdout = io.TextIOWrapper(sys.stdout.detach()); print("1")',
  'calls at its end': `
import atexit, tempfile
folder = tempfile.TemporaryDirectory(dir=".")
for n in (1, 2): atexit.register(lambda n=n: (print(n), open(f"{n}.txt", "w")))
atexit.register(lambda: 1 / 0)`,
  'threads and a process': `
import multiprocessing, threading, time
from concurrent.futures import ThreadPoolExecutor
multiprocessing.get_context("fork").Process(target=lambda: open("process.txt", "w").write("1")).start()
threading.Thread(target=lambda: (time.sleep(0.05), open("late.txt", "w"))).start()
threading.Thread(target=lambda: time.sleep(99), daemon=True).start()
ThreadPoolExecutor(2).submit(lambda: open("pool.txt", "w").write("1"))`,
  'processes that start at its end': `
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
def save(name): open(name, "w").write("1")
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    for name in ("1.txt", "2.txt", "3.txt"): pool.submit(save, name)`,
  'a thread that never gets to write': `
import select, threading
full = os.pipe()[1]
threading.Thread(target=lambda: os.fdopen(full, "wb").write(bytes(10**6)), daemon=True).start()
while select.select([], [full], [], 0)[1]: pass
print("1")`,
};

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

test.runIf(python !== null)('a run ends as a process of its own does', async () => {
  const root = await temporaryFolder();
  const train = await serveIn(root);
  const alone = await temporaryFolder();
  const inFolder = async (parent: string, name: string) => {
    const folder = join(parent, name.replaceAll(' ', '-'));
    await mkdir(folder);
    await writeFile(join(folder, 'train.py'), 'import io, os, sys\nexec(sys.argv[1])\n');
    await writeFile(join(folder, 'own.py'), 'log = open("log.txt", "w"); log.write("1")');
    await writeFile(join(folder, 'kept.py'), KEPT);
    return folder;
  };
  const ended: Record<string, Ended> = {};
  for (const [name, program] of Object.entries(ENDINGS)) {
    const folder = await inFolder(root, name);
    const { outcome } = await train(folder, program);
    const [output = '', errors = ''] = await Promise.all(
      ['stdout.txt', 'stderr.txt'].map((file) => readFile(join(folder, file), 'utf8')),
    );
    const exit = outcome.kind === 'exited' ? outcome.exitCode : 'by' in outcome ? outcome.by : outcome.kind;
    ended[name] = { exit, output, lastError: lastLine(errors), files: await filesIn(folder) };
  }
  const expected = await Promise.all(
    Object.entries(ENDINGS).map(async ([name, program]) => {
      const folder = await inFolder(alone, name);
      return [name, await processIn(folder, ['train.py', program])] as const;
    }),
  );
  expect(ended).toEqual(Object.fromEntries(expected));
});

interface Ended {
  readonly exit: number | string | null;
  readonly output: string;
  readonly lastError: string;
  readonly files: Readonly<Record<string, string>>;
}

async function processIn(folder: string, args: readonly string[]): Promise<Ended> {
  const child = spawn('python3', args, {
    cwd: folder,
    env: { PATH: process.env.PATH },
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
