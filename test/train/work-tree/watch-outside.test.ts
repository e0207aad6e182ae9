import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ownOutputs } from '../../../src/plan/code/own-outputs.ts';
import { listTree } from '../../../src/train/work-tree/list-tree.ts';
import { watchOutside } from '../../../src/train/work-tree/watch-outside.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function watch(
  program: (outside: string) => string,
  files: Readonly<Record<string, string>> = {},
  own?: ReadonlySet<string>,
) {
  const [root, outside] = [await temporaryFolder(), await temporaryFolder()];
  for (const [path, text] of Object.entries({ 'train.py': program(outside), ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const output = join(root, '.conclusive');
  const listing = await listTree({ root, directory: root, output, outputs: [] });
  const watched = watchOutside({
    root,
    checkout: root,
    directory: root,
    output,
    listing,
    ...(own && { own }),
  });
  /** Runs one after the other, or all at the same time. */
  const run = async (deeds: ReadonlyArray<() => void | Promise<void>>, model = 'head', areAtOnce = false) => {
    const ends = areAtOnce ? deeds.map(() => watched.begin(model)) : [];
    for (const [index, deed] of deeds.entries()) {
      const end = areAtOnce ? ends[index] : watched.begin(model);
      await deed();
      if (!areAtOnce) end?.();
    }
    if (areAtOnce) for (const end of ends) end();
  };
  return { root, outside, run, found: watched.found };
}

/** More than a tick of the file system's clock. */
const tick = () => sleep(15);
type Deed = (index: number, path: string) => void | Promise<void>;

const times = (count: number, path: string, deed: Deed) =>
  [...Array(count).keys()].map((index) => () => deed(index, path));

const write: Deed = (index, path) => writeFileSync(path, `${index}`);
const append: Deed = (index, path) => appendFileSync(path, `${index}\n`);
const replace: Deed = (index, path) => {
  writeFileSync(`${path}.${index}`, `${index}`);
  renameSync(`${path}.${index}`, path);
};
/** A handler of logs that keeps the one before. */
const rotate: Deed = (index, path) => {
  if (existsSync(path)) renameSync(path, `${path}.1`);
  append(index, path);
};
const read: Deed = (_, path) => void readFileSync(path);
const copy: Deed = (index, path) => copyFileSync(path, `${path}.copy-${index}`);
const inTurn =
  (...deeds: readonly Deed[]): Deed =>
  async (index, path) => {
    for (const deed of deeds) {
      await deed(index, path);
      await tick();
    }
  };
const unlessFirst =
  (deed: Deed): Deed =>
  (index, path) =>
    index === 0 ? undefined : deed(index, path);
const onlyFirst =
  (deed: Deed): Deed =>
  (index, path) =>
    index === 0 ? deed(index, path) : undefined;

const TAKEN: ReadonlyArray<readonly [string, Deed]> = [
  ['written over and copied', inTurn(write, copy)],
  ['written over and read', inTurn(write, read)],
  ['appended to, and its last line read', inTurn(append, read)],
  ['replaced whole, and read', inTurn(replace, read)],
  ['removed, made anew and read', inTurn((_, path) => rmSync(path, { force: true }), write, read)],
  ['gone on from, as a checkpoint', inTurn(unlessFirst(read), write)],
];
const HARMLESS: ReadonlyArray<readonly [string, Deed]> = [
  ['a log that is appended to', append],
  ['a log that each run begins anew, as tee does', write],
  ['a log that each run puts aside', rotate],
  ['a status that is replaced whole', replace],
  ['a log at which somebody had one look', inTurn(append, onlyFirst(read))],
  ['a cache that the first run fills and all read', inTurn(onlyFirst(write), read)],
];

describe.each([false, true])('runs at the same time: %s', (areAtOnce) => {
  it.each(TAKEN)('a file that is %s may hold what another run wrote', async (_, deed) => {
    const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
    const path = join(outside, 'metrics.json');
    await run(times(4, path, deed), 'head', areAtOnce);
    expect(found()).toEqual([path]);
  });
});

it.each(HARMLESS)('%s is harmless', async (_, deed) => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/train.txt", "w")`);
  await run(times(4, join(outside, 'train.txt'), deed));
  expect(found()).toEqual([]);
});

it('a file of the checkout, in a folder of it, that is named in the config', async () => {
  const { root, run, found } = await watch(() => '', {
    'conclusive.yml': 'trainer: { command: python train.py --out results/m.csv }',
  });
  mkdirSync(join(root, 'results'));
  const path = join(root, 'results', 'm.csv');
  await run(times(3, path, inTurn(write, copy)));
  expect(found()).toEqual([path]);
});

it("what another process changes and the program does not name is nobody's", async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/a.json", "w")`);
  await run(times(4, join(outside, 'other.json'), inTurn(write, read)));
  expect(found()).toEqual([]);
});

it('a download at the beginning, a file that one run leaves out, and names with a seed are not found', async () => {
  const { outside, run, found } = await watch(
    (folder) => `load("${folder}/data.npz"); open(f"${folder}/m_{seed}.json", "w"); open("${folder}/b.json")`,
  );
  const taken = inTurn(write, read);
  await run(
    times(4, outside, async (index, folder) => {
      if (index === 0) await taken(index, join(folder, 'data.npz'));
      if (index !== 2) await taken(index, join(folder, 'b.json'));
      await taken(index, join(folder, `m_${index}.json`));
    }),
  );
  expect(found()).toEqual([]);
});

it('one model that writes there is enough, and two runs are too few', async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
  const path = join(outside, 'metrics.json');
  const taken = inTurn(write, read);
  await run(times(2, path, taken), 'baseline');
  await run(
    times(3, path, () => {}),
    'head',
  );
  expect(found()).toEqual([]);
  await run(times(1, path, taken), 'baseline');
  expect(found()).toEqual([path]);
});

it("the file that this program's own output goes to is no run's, though a Makefile names it", async () => {
  const path = join(await temporaryFolder(), 'out.log');
  const log = openSync(path, 'a');
  const makefile = { Makefile: `train:\n\tconclusive run | tee ${path}\n` };
  const ofOthers = await watch(() => '', makefile);
  const ours = await watch(() => '', makefile, ownOutputs([log]));
  for (const { run } of [ofOthers, ours]) await run(times(3, path, inTurn(append, read)));
  expect([ofOthers.found(), ours.found()]).toEqual([[path], []]);
  closeSync(log);
});
