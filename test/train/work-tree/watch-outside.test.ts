import { appendFileSync, closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
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
  const run = (deeds: ReadonlyArray<() => void>, model = 'head', areAtOnce = false) => {
    const ends = areAtOnce ? deeds.map(() => watched.begin(model)) : [];
    for (const [index, deed] of deeds.entries()) {
      const end = areAtOnce ? ends[index] : watched.begin(model);
      deed();
      if (!areAtOnce) end?.();
    }
    if (areAtOnce) for (const end of ends) end();
  };
  return { root, outside, run, found: watched.found };
}

const times = (count: number, deed: (index: number) => void) =>
  [...Array(count).keys()].map((index) => () => deed(index));
const write = (path: string) => (index: number) => {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${index}`);
};

describe.each([false, true])('runs at the same time: %s', (areAtOnce) => {
  it('an absolute path that every run writes is found', async () => {
    const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
    run(times(3, write(join(outside, 'metrics.json'))), 'head', areAtOnce);
    expect(found()).toEqual([join(outside, 'metrics.json')]);
  });

  it('a file of the checkout, in a folder of it, that is named in the config', async () => {
    const { root, run, found } = await watch(() => '', {
      'conclusive.yml': 'trainer: { command: python train.py --out results/m.csv }',
    });
    run(times(3, write(join(root, 'results', 'm.csv'))), 'head', areAtOnce);
    expect(found()).toEqual([join(root, 'results', 'm.csv')]);
  });
});

it("what another process changes and the program does not name is nobody's", async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/a.json", "w")`);
  run(times(4, write(join(outside, 'other.json'))));
  expect(found()).toEqual([]);
});

it('a download at the beginning, a file that one run leaves out, and names with a seed are not found', async () => {
  const { outside, run, found } = await watch(
    (folder) => `load("${folder}/data.npz"); open(f"${folder}/m_{seed}.json", "w"); open("${folder}/b.json")`,
  );
  const [data, some] = [join(outside, 'data.npz'), join(outside, 'b.json')];
  run(
    times(4, (index) => {
      if (index === 0) write(data)(0);
      if (index !== 2) write(some)(index);
      write(join(outside, `m_${index}.json`))(index);
    }),
  );
  expect(found()).toEqual([]);
});

it('one model that writes there is enough, and two runs are too few', async () => {
  const { outside, run, found } = await watch((folder) => `open("${folder}/metrics.json", "w")`);
  const path = join(outside, 'metrics.json');
  run(times(2, write(path)), 'baseline');
  run(
    times(3, () => {}),
    'head',
  );
  expect(found()).toEqual([]);
  run(times(1, write(path)), 'baseline');
  expect(found()).toEqual([path]);
});

it("the file that this program's own output goes to is no run's, though a Makefile names it", async () => {
  const path = join(await temporaryFolder(), 'out.log');
  const log = openSync(path, 'a');
  const makefile = { Makefile: `train:\n\tconclusive run | tee ${path}\n` };
  const ofOthers = await watch(() => '', makefile);
  const ours = await watch(() => '', makefile, ownOutputs([log]));
  for (const { run } of [ofOthers, ours]) run(times(3, write(path)));
  expect([ofOthers.found(), ours.found()]).toEqual([[path], []]);
  closeSync(log);
});
