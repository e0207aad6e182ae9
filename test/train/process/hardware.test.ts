import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  countGpus,
  findHardware,
  gpuOfRun,
  physicalCores,
  requireGpus,
  threadsOfRun,
} from '../../../src/train/process/hardware.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A PATH whose first program called nvidia-smi prints this. */
async function withSmi(printed: string): Promise<NodeJS.ProcessEnv> {
  const folder = await temporaryFolder();
  const path = join(folder, 'nvidia-smi');
  await writeFile(path, `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(printed)});\n`);
  await chmod(path, 0o755);
  return { PATH: [folder, process.env.PATH].join(delimiter) };
}

test('names processor and host, and no GPU where there is none', async () => {
  const found = await findHardware({ PATH: await temporaryFolder() });
  expect(found).toEqual({ machine: expect.stringMatching(/./), node: hostname() });
});

test.skipIf(process.platform === 'win32').each([
  ['A100, 550.1\nA100, 550.1\n', { gpu: 'A100', driver: '550.1' }],
  ['A100, 550.1\nT4, 550.1\n', { gpu: 'A100, T4', driver: '550.1' }],
  ['', {}],
  ['No devices were found\n', {}],
])('reads %j of the driver', async (printed, gpu) => {
  const { machine: _, node: __, ...found } = await findHardware(await withSmi(printed));
  expect(found).toEqual(gpu);
});

const CARDS = [0, 1, 2, 3].map((at) => `GPU ${at}: NVIDIA A100 (UUID: GPU-${at})\n`).join('');

test.skipIf(process.platform === 'win32').each([
  [CARDS, undefined, 4],
  [CARDS, '2,5', 2],
  [CARDS, '', 0],
  [CARDS, '0,1,2,3,4,5', 4],
  ['No devices found.\n', undefined, 0],
])('counts the cards of %j that CUDA_VISIBLE_DEVICES=%s shows', async (printed, visible, count) => {
  expect(await countGpus({ ...(await withSmi(printed)), CUDA_VISIBLE_DEVICES: visible })).toBe(count);
});

test('counts none without a driver', async () => {
  expect(await countGpus({ PATH: await temporaryFolder() })).toBe(0);
});

test('a node that Slurm names is called so', async () => {
  expect(await findHardware({ PATH: '', SLURMD_NODENAME: 'n3' })).toMatchObject({ node: 'n3' });
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

const gpus = (count: number | null, visible?: string) =>
  [0, 1, 2].map((place) => gpuOfRun(place, count, visible).CUDA_VISIBLE_DEVICES);

test('each place has one GPU, in turn', () => {
  expect(gpus(2)).toEqual(['0', '1', '0']);
});

test('where the owner of the machine lets only some be seen, it is one of those', () => {
  expect(gpus(2, '4, GPU-8f1a')).toEqual(['4', 'GPU-8f1a', '4']);
});

test('without limits.gpus nothing is said of GPUs', () => {
  expect(gpuOfRun(1, null, '0')).toEqual({});
});

test.each([
  [
    4,
    '2,5',
    'limits.gpus: 4, but CUDA_VISIBLE_DEVICES=2,5 shows 2; write limits.gpus: 2, or change the variable',
  ],
  [1, '', 'limits.gpus: 1, but CUDA_VISIBLE_DEVICES= shows 0; remove limits.gpus, or change the variable'],
  [2, '2,5', null],
  [4, undefined, null],
  [undefined, '2,5', null],
])('limits.gpus %s of %s', (gpus, visible, message) => {
  const require = () => requireGpus(gpus, visible);
  if (message === null) expect(require).not.toThrow();
  else expect(require).toThrow(message);
});
