import { appendFileSync, closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownOutputs } from '../../../src/plan/code/own-outputs.ts';
import { listTree } from '../../../src/train/work-tree/list-tree.ts';
import { watchOutside } from '../../../src/train/work-tree/watch-outside.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** @param program text of train.py; OUTSIDE stands for a folder outside of the tree, with a file data.npz */
async function watch(
  program: string,
  files: Readonly<Record<string, string>> = {},
  own?: ReadonlySet<string>,
) {
  const root = await temporaryFolder();
  const outside = await temporaryFolder();
  writeFileSync(join(outside, 'data.npz'), 'x');
  for (const [path, text] of Object.entries({ 'train.py': program, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text.replaceAll('OUTSIDE', outside));
  }
  const output = join(root, '.conclusive');
  const listing = await listTree({ root, directory: root, output, outputs: [] });
  const request = { root, checkout: root, directory: root, output, listing };
  const watched = watchOutside(own === undefined ? request : { ...request, own });
  /** Runs one after the other, or all at the same time. */
  const run = (count: number, path: string, deed: Deed, areAtOnce = false, model = 'head') => {
    const ends = areAtOnce ? [...Array(count)].map(() => watched.begin(model)) : [];
    for (let index = 0; index < count; index += 1) {
      const end = ends[index] ?? watched.begin(model);
      deed(index, path);
      end();
    }
  };
  return { root, outside, run, found: watched.found };
}

type Deed = (index: number, path: string) => void;

const write: Deed = (index, path) => writeFileSync(path, `${index} is the run`);
const append: Deed = (index, path) => appendFileSync(path, `${index}\n`);
const none: Deed = () => {};
const replace: Deed = (index, path) => {
  write(index, `${path}.part`);
  renameSync(`${path}.part`, path);
};
const makeAnew: Deed = (index, path) => {
  rmSync(path, { force: true });
  write(index, path);
};
const only =
  (which: number, deed: Deed): Deed =>
  (index, path) =>
    index === which ? deed(index, path) : undefined;

describe.each([false, true])('runs at the same time: %s', (areAtOnce) => {
  it.each<[string, string, Deed, boolean]>([
    ['written over', 'metrics.json', write, true],
    ['written over, with a header that stays', 'all.csv', (i, p) => writeFileSync(p, `run\n${i}\n`), true],
    ['written with the same bytes', 'a.json', (_, path) => writeFileSync(path, 'same'), true],
    ['replaced whole', 'metrics.json', replace, true],
    ['removed and made again', 'metrics.json', makeAnew, true],
    ['without an extension', 'results', write, true],
    ['a cache that the first run makes', 'cache.pkl', only(0, write), true],
    ['a cache that grows once, and is rewritten', 'c.json', (i, p) => (i < 3 ? append : write)(i, p), true],
    ['appended to', 'all.jsonl', append, false],
    ['appended to by all and one that fails', 'all.csv', (i, p) => (i === 2 ? none : append)(i, p), false],
    ['appended to, and there before', 'data.npz', append, false],
    ['written over, and there before', 'data.npz', write, true],
    ['a log by its name', 'train.log', write, false],
    ['what a queue keeps of the output', 'slurm.out', write, false],
    ['there before, and only read', 'data.npz', none, false],
  ])('a file that is %s', async (_, name, deed, isShared) => {
    const { outside, run, found } = await watch(`open("OUTSIDE/${name}", "w")`);
    const path = join(outside, name);
    run(4, path, deed, areAtOnce);
    expect(found()).toEqual(isShared ? [path] : []);
  });
});

it.each([
  ['named in the config, in a folder of the checkout', '', 'results/m.csv'],
  ['in a folder that the program names', 'folder = "OUTSIDE"; open(f"{folder}/all.csv")', 'OUTSIDE/all.csv'],
])('a file %s is found', async (_, program, place) => {
  const config = `trainer: { command: python train.py --out ${place} }`;
  const { root, outside, run, found } = await watch(program, { 'conclusive.yml': config });
  const path = place.startsWith('OUTSIDE') ? place.replace('OUTSIDE', outside) : join(root, place);
  mkdirSync(dirname(path), { recursive: true });
  run(3, path, write);
  expect(found()).toEqual([path]);
});

it('neither what the program does not name, nor names with a seed, nor what somebody writes meanwhile is found', async () => {
  const program = 'open("OUTSIDE/a.json"); open("OUTSIDE/data.npz"); open(f"OUTSIDE/m_{seed}.json", "w")';
  const { outside, run, found } = await watch(program);
  run(4, outside, (index, folder) => {
    if (index === 1) write(index, join(folder, 'data.npz'));
    write(index, join(folder, 'other.json'));
    write(index, join(folder, `m_${index}.json`));
    if (index > 1) write(index, join(folder, 'a.json'));
  });
  expect(found()).toEqual([]);
});

it('one model that writes there is enough, and two runs are too few', async () => {
  const { outside, run, found } = await watch('open("OUTSIDE/metrics.json", "w")');
  const path = join(outside, 'metrics.json');
  run(3, path, none, false, 'head');
  run(2, path, write, false, 'baseline');
  expect(found()).toEqual([]);
  run(1, path, write, false, 'baseline');
  expect(found()).toEqual([path]);
});

it("the file that this program's own output goes to is no run's, though a Makefile names it", async () => {
  const path = join(await temporaryFolder(), 'out.txt');
  const log = openSync(path, 'a');
  const makefile = { Makefile: `train:\n\tconclusive run | tee ${path}\n` };
  const ofOthers = await watch('', makefile);
  const ours = await watch('', makefile, ownOutputs([log]));
  for (const { run } of [ofOthers, ours]) run(3, path, write);
  expect([ofOthers.found(), ours.found()]).toEqual([[path], []]);
  closeSync(log);
});
