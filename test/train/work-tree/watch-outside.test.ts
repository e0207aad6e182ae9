import { appendFileSync, closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

type Deed = (index: number, path: string) => void;

const times = (count: number, path: string, deed: Deed) =>
  [...Array(count).keys()].map((index) => () => deed(index, path));

const write: Deed = (index, path) => writeFileSync(path, `run ${'i'.repeat(index)}`);
const append: Deed = (index, path) => appendFileSync(path, `${index}\n`);
const replace: Deed = (index, path) => {
  writeFileSync(`${path}.${index}`, `${index}`);
  renameSync(`${path}.${index}`, path);
};
const makeAnew: Deed = (index, path) => {
  rmSync(path, { force: true });
  write(index, path);
};
const onlyFirst =
  (deed: Deed): Deed =>
  (index, path) =>
    index === 0 ? deed(index, path) : undefined;

describe.each([false, true])('runs at the same time: %s', (areAtOnce) => {
  it.each([
    ['written over', write],
    ['appended to', append],
    ['replaced whole', replace],
    ['removed and made anew', makeAnew],
  ])('a file that is %s may hold what another run wrote', async (_, deed) => {
    const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
    const path = join(outside, 'metrics.json');
    await run(times(4, path, deed), 'head', areAtOnce);
    expect(found()).toEqual([path]);
  });
});

it.each([
  ['a log', 'train.log', append],
  ['a log that was put aside', 'train.log.1', write],
  ['what a queue keeps of the output', 'slurm.out', append],
  ['a cache that the first run fills', 'cache.json', onlyFirst(write)],
])('%s is harmless', async (_, name, deed) => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/${name}", "w")`);
  await run(times(4, join(outside, name), deed));
  expect(found()).toEqual([]);
});

it('a file of the checkout, in a folder of it, that is named in the config', async () => {
  const { root, run, found } = await watch(() => '', {
    'conclusive.yml': 'trainer: { command: python train.py --out results/m.csv }',
  });
  mkdirSync(join(root, 'results'));
  const path = join(root, 'results', 'm.csv');
  await run(times(3, path, write));
  expect(found()).toEqual([path]);
});

it("what another process changes and the program does not name is nobody's", async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/a.json", "w")`);
  await run(times(4, join(outside, 'other.json'), write));
  expect(found()).toEqual([]);
});

it('a download at the beginning, a file that one run leaves out, and names with a seed are not found', async () => {
  const { outside, run, found } = await watch(
    (folder) => `load("${folder}/data.npz"); open(f"${folder}/m_{seed}.json", "w"); open("${folder}/b.json")`,
  );
  const taken = write;
  await run(
    times(4, outside, (index, folder) => {
      if (index === 0) taken(index, join(folder, 'data.npz'));
      if (index !== 2) taken(index, join(folder, 'b.json'));
      taken(index, join(folder, `m_${index}.json`));
    }),
  );
  expect(found()).toEqual([]);
});

it('one model that writes there is enough, and two runs are too few', async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
  const path = join(outside, 'metrics.json');
  const taken = write;
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
  const path = join(await temporaryFolder(), 'out.txt');
  const log = openSync(path, 'a');
  const makefile = { Makefile: `train:\n\tconclusive run | tee ${path}\n` };
  const ofOthers = await watch(() => '', makefile);
  const ours = await watch(() => '', makefile, ownOutputs([log]));
  for (const { run } of [ofOthers, ours]) await run(times(3, path, append));
  expect([ofOthers.found(), ours.found()]).toEqual([[path], []]);
  closeSync(log);
});
