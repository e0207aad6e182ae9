import { chmodSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listTree } from '../../../src/train/work-tree/list-tree.ts';
import { makeTree } from '../../../src/train/work-tree/make-tree.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function treesOf(files: Readonly<Record<string, string>>) {
  const [root, output] = [await temporaryFolder(), await temporaryFolder()];
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const listing = await listTree({ root, directory: root, output, outputs: [] });
  let made = 0;
  const make = async () => {
    made += 1;
    const target = join(output, String(made));
    mkdirSync(target);
    await makeTree(root, listing, target);
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

  test('and what one run does to its copy is no other run’s', async () => {
    const { root, make } = await treesOf({ 'a.json': '1' });
    const first = await make();
    writeFileSync(join(first, 'a.json'), 'mine');
    const second = await make();
    expect(readFileSync(join(second, 'a.json'), 'utf8')).toBe('1');
    expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('1');
  });
});
