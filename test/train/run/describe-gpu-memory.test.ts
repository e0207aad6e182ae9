/** Real runs that print what programs print when a card has too little memory. */
import { delimiter } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RunContext } from '../../../src/train/run/train-run.ts';
import { nvidiaSmi, pathOf, standIn, type TrueCard } from '../process/stand-in-cards.ts';
import { trainFailing } from './train-failing.ts';

const CARD: TrueCard = { name: 'RTX 3090', total: 24_576, used: 0, programs: 0, mig: [] };
const BUSY: TrueCard = { ...CARD, used: 18_432, programs: 2 };
const TORCH =
  'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.69 GiB of which 1.2 GiB is free.';

async function fail(printed: string, cards: readonly TrueCard[], context: Partial<RunContext>) {
  const folder = cards.length === 0 ? await standIn('nvidia-smi', {}, 9) : await nvidiaSmi(cards);
  vi.stubEnv('PATH', [folder, pathOf().PATH].join(delimiter));
  const program = `console.error(${JSON.stringify(printed)}); process.exitCode = 1;`;
  return (await trainFailing(program, context)).record.failure?.split('\n')[0];
}

describe.skipIf(process.platform === 'win32')('a run that has too little memory on a GPU', () => {
  test.each<[string, readonly TrueCard[], Partial<RunContext>, string]>([
    [
      'alone on its card',
      [CARD, CARD],
      { gpus: 2, parallel: 2, place: 1 },
      'GPU 1 (RTX 3090, 24 GB) ran out of memory; make the batch or the model smaller',
    ],
    [
      'with others, which see all cards',
      [CARD, CARD],
      { parallel: 6 },
      'GPU 0 (RTX 3090, 24 GB) ran out of memory; up to 6 runs share all cards that they see: add limits: { gpus: 2 } for one run per card',
    ],
    [
      'with others on its card',
      [CARD, CARD],
      { gpus: 2, parallel: 4, place: 3 },
      'GPU 1 (RTX 3090, 24 GB) ran out of memory; up to 4 runs share the cards: set limits.parallel to 2',
    ],
    [
      'beside programs of somebody else',
      [CARD, BUSY],
      { gpus: 2, parallel: 2, place: 1 },
      'GPU 1 (RTX 3090, 24 GB) ran out of memory; other programs use it and hold 18 GB: end them, or name other cards in CUDA_VISIBLE_DEVICES',
    ],
    [
      'on a machine whose driver says nothing',
      [],
      { gpus: 2, parallel: 2 },
      'a GPU ran out of memory; make the batch or the model smaller',
    ],
    [
      'on another machine',
      [CARD],
      {},
      ' ran out of memory; make the batch or the model smaller, or ask the queue for a larger card',
    ],
  ])('%s', async (_, cards, context, cause) => {
    expect(await fail(TORCH, cards, context)).toContain(cause);
  });

  test.each([
    'RuntimeError: CUDA out of memory. Tried to allocate 20 MiB (GPU 1; 23.69 GiB total capacity)',
    'torch.OutOfMemoryError: HIP out of memory. Tried to allocate 2 GiB. GPU 1 has a total capacity of 64 GiB',
    'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 9 bytes on device:GPU:1',
    'OOM when allocating tensor with shape[9,9] on /job:localhost/replica:0/task:0/device:GPU:1 by allocator GPU_1_bfc',
  ])('%s', async (printed) => {
    expect(await fail(printed, [CARD, { ...CARD, name: 'T4' }], { parallel: 1 })).toBe(
      'GPU 1 (T4, 24 GB) ran out of memory; make the batch or the model smaller',
    );
  });

  test.each([
    'MemoryError: Unable to allocate 2 GiB for an array',
    'RuntimeError: CUDA error: device-side assert triggered',
    'OOM when allocating tensor with shape[9,9] on /device:CPU:0',
  ])('another failure is told as before: %s', async (printed) => {
    expect(await fail(printed, [CARD], { parallel: 1 })).toBe('exit code 1');
  });
});
