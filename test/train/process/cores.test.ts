import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { physicalCores } from '../../../src/train/process/cores.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** @param siblings of each processor, as Linux lists them */
async function linux(allowed: string, siblings: readonly string[]): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'proc/self'), { recursive: true });
  await writeFile(join(root, 'proc/self/status'), `Name:\tnode\nCpus_allowed_list:\t${allowed}\nMems:\t0\n`);
  for (const [processor, list] of siblings.entries()) {
    const folder = join(root, `sys/devices/system/cpu/cpu${processor}/topology`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'thread_siblings_list'), `${list}\n`);
  }
  return root;
}

test.each([
  ['two hyper-threads a core', '0-3', ['0-1', '0-1', '2-3', '2-3'], 4, 2],
  ['the same, numbered apart', '0-3', ['0,2', '1,3', '0,2', '1,3'], 4, 2],
  ['one thread a core', '0-3', ['0', '1', '2', '3'], 4, 4],
  ['a part of the machine: two threads of one core', '2,3', ['0-1', '0-1', '2-3', '2-3'], 2, 1],
  ['a part of the machine: a thread of each core', '0,2', ['0-1', '0-1', '2-3', '2-3'], 2, 2],
  ['a container that may use one processor of four', '0-3', ['0', '1', '2', '3'], 1, 1],
  ['a kernel that tells nothing of cores', '0-3', [], 4, 4],
  ['a list that nobody knows', 'all', ['0', '1'], 2, 2],
])('%s', async (_, allowed, siblings, processors, cores) => {
  expect(physicalCores(await linux(allowed, siblings), processors)).toBe(cores);
});

test('another system has as many cores as processors', async () => {
  expect(physicalCores(await temporaryFolder(), 6)).toBe(6);
});
