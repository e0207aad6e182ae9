/** The programs of docs/reference/command-protocol.md that import once and fork for every run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { expectSameEndings, PYTHON, type Serving, serve } from '../support/serve-program.ts';

let serving: Serving | undefined;
afterEach(async () => {
  await serving?.executor.close();
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

test.runIf(PYTHON !== null).each(['each run ended by Python', 'runs that end early'] as const)(
  'it is as good as a process for each run: %s (needs Python)',
  async (program) => {
    serving = await serve(program, IMPORT);
    const { root, train } = serving;
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
  },
);

const RUNS = {
  files: `
import gzip, own
text, packed = open("text.txt", "w"), gzip.open("a.gz", "w"); text.write("1"), packed.write(b"2")
print("3"); sys.exit()`,
  'a file that outlasts it': 'import gzip, json; json.log = gzip.open("log.gz", "w"); json.log.write(b"1")',
  'what is called at its end': `
import atexit, threading, time
threading.Thread(target=lambda: (time.sleep(0.05), open("late.txt", "w"))).start(); atexit.register(open, "called.txt", "w"); sys.exit(3)`,
};

test.runIf(PYTHON !== null)('Python ends every run (needs Python)', async () => {
  expect(await expectSameEndings('each run ended by Python', RUNS)).toEqual(Object.keys(RUNS));
});

test.runIf(PYTHON !== null)(
  'a run that has written all ends early, and Python ends any other (needs Python)',
  async () => {
    const endedByPython = await expectSameEndings('runs that end early', RUNS);
    const { files: _files, ...left } = RUNS;
    expect(endedByPython).toEqual(Object.keys(process.platform === 'linux' ? left : RUNS));
  },
);
