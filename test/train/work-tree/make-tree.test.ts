import { chmodSync, mkdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listTree } from '../../../src/train/work-tree/list-tree.ts';
import { type CopiedFiles, makeTree } from '../../../src/train/work-tree/make-tree.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function treesOf(files: Readonly<Record<string, string>>) {
  const [root, output] = [await temporaryFolder(), await temporaryFolder()];
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const listing = await listTree({ root, directory: root, output, outputs: [] });
  const copied: CopiedFiles = new Map();
  let made = 0;
  const make = async () => {
    made += 1;
    const target = join(output, String(made));
    mkdirSync(target);
    await makeTree(root, listing, target, copied);
    return target;
  };
  return { root, make };
}

describe('small files are copied for each tree', () => {
  test('with their permissions and their time of change', async () => {
    const { root, make } = await treesOf({ 'run.sh': 'exit 0', 'open.json': '{}', 'shut.txt': '' });
    chmodSync(join(root, 'run.sh'), 0o755);
    chmodSync(join(root, 'open.json'), 0o666);
    chmodSync(join(root, 'shut.txt'), 0o400);
    for (const name of ['run.sh', 'open.json', 'shut.txt']) utimesSync(join(root, name), 1e9, 1.1e9);
    for (const target of [await make(), await make()])
      for (const name of ['run.sh', 'open.json', 'shut.txt']) {
        const [own, original] = [statSync(join(target, name)), statSync(join(root, name))];
        expect([own.mode, own.mtimeMs, own.uid, own.gid]).toEqual([
          ...[original.mode, original.mtimeMs, original.uid, original.gid],
        ]);
        expect(own.ino).not.toBe(original.ino);
      }
  });

  test('as they are now, and not as they were for the tree before', async () => {
    const { root, make } = await treesOf({ 'a.json': '1', 'b.json': '1', 'c.json': '1', 'd.json': '1' });
    for (const name of ['a.json', 'b.json']) utimesSync(join(root, name), 1e9, 1e9);
    await make();
    // For a clock that ticks a hundred times a second.
    await sleep(50);
    writeFileSync(join(root, 'a.json'), '2');
    utimesSync(join(root, 'a.json'), 1e9, 1e9);
    unlinkSync(join(root, 'b.json'));
    writeFileSync(join(root, 'b.json'), '3');
    utimesSync(join(root, 'b.json'), 1e9, 1e9);
    unlinkSync(join(root, 'c.json'));
    const target = await make();
    expect(readFileSync(join(target, 'a.json'), 'utf8')).toBe('2');
    expect(readFileSync(join(target, 'b.json'), 'utf8')).toBe('3');
    expect(statSync(join(target, 'c.json'), { throwIfNoEntry: false })).toBeUndefined();
    expect(readFileSync(join(target, 'd.json'), 'utf8')).toBe('1');
  });

  test('and what one run does to its copy is no other run’s', async () => {
    const { root, make } = await treesOf({ 'a.json': '1' });
    const first = await make();
    writeFileSync(join(first, 'a.json'), 'mine');
    const second = await make();
    expect(readFileSync(join(second, 'a.json'), 'utf8')).toBe('1');
    expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('1');
  });
});
