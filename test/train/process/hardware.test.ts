import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { listCards } from '../../../src/train/process/cards.ts';
import { findHardware, physicalCores, threadsOfRun } from '../../../src/train/process/hardware.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { nvidiaSmi, pathOf, type TrueCard, uuidOf } from './stand-in-cards.ts';

const nothing = { tool: 'nvidia-smi', cards: [], problem: null } as const;

test('names processor and host, and no GPU where there is none', () => {
  expect(findHardware({}, nothing)).toEqual({ machine: expect.stringMatching(/./), node: hostname() });
});

test('a node that Slurm names is called so', () => {
  vi.stubEnv('SLURMD_NODENAME', 'n3');
  expect(findHardware({}, nothing)).toMatchObject({ node: 'n3' });
});

const A100: TrueCard = { name: 'A100', total: 81_920, used: 0, programs: 0, mig: [] };
const T4: TrueCard = { ...A100, name: 'T4', total: 15_360 };
const driver = '550.54.15';

test.skipIf(process.platform === 'win32').each([
  ['all cards', {}, { gpu: 'A100, T4', driver }],
  ['no card', { CUDA_VISIBLE_DEVICES: '' }, {}],
  ['one card', { CUDA_VISIBLE_DEVICES: uuidOf(2) }, { gpu: 'T4', driver }],
  [
    'one by its number',
    { CUDA_VISIBLE_DEVICES: '2', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' },
    { gpu: 'T4', driver },
  ],
  ['one by a number of unknown order', { CUDA_VISIBLE_DEVICES: '2' }, { gpu: 'A100, T4', driver }],
])('the record of a run that sees %s names these', async (_, environment, gpu) => {
  const list = await listCards(pathOf(await nvidiaSmi([A100, A100, T4])));
  const { machine: __, node: ___, ...found } = findHardware(environment, list);
  expect(found).toEqual(gpu);
});

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

test.each([
  [8, 8, 1],
  [8, 2, 4],
  [8, 3, 2],
  [2, 5, 1],
])('%i cores with %i runs at a time leave %i threads for each', (cores, parallel, threads) => {
  expect(threadsOfRun(cores, parallel)).toBe(threads);
});
