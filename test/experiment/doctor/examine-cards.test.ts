/** What doctor says of any cards, and what comes of doing it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examineCards } from '../../../src/experiment/doctor/examine-cards.ts';
import { describeKind, isInUse, listCards } from '../../../src/train/process/cards.ts';
import { cardsOfRuns } from '../../../src/train/process/visible-cards.ts';
import { nvidiaSmi, pathOf, rocmSmi, standIn, type TrueCard } from '../../train/process/stand-in-cards.ts';

type Limits = Parameters<typeof examineCards>[0];
const limits = (gpus?: number) => ({ gpus }) as Limits;
const RTX: TrueCard = { name: 'RTX 3090', total: 24_576, used: 300, programs: 0, mig: [] };
const BUSY: TrueCard = { ...RTX, used: 18_432, programs: 1 };
const T4: TrueCard = { ...RTX, name: 'T4', total: 15_360 };

const examine = async (cards: readonly TrueCard[], env: NodeJS.ProcessEnv = {}, gpus?: number) =>
  examineCards(limits(gpus), await listCards(pathOf(await nvidiaSmi(cards))), env).map(
    ({ message }) => message,
  );

describe.skipIf(process.platform === 'win32')('doctor', () => {
  test.each<[string, readonly TrueCard[], NodeJS.ProcessEnv, number | undefined, string | null]>([
    [
      'one card',
      ...([[RTX], {}, undefined] as const),
      '1 GPU (RTX 3090, 24 GB), which all runs share; if the training uses GPUs, write limits: { gpus: 1 } for one run at a time',
    ],
    [
      'several',
      ...([[RTX, RTX, RTX, RTX], {}, undefined] as const),
      '4 GPUs (RTX 3090, 24 GB), and every run sees all of them; if the training uses GPUs, write limits: { gpus: 4 } for one card per run',
    ],
    [
      'one in use',
      ...([[RTX, BUSY, RTX], {}, undefined] as const),
      '3 GPUs (RTX 3090, 24 GB), and every run sees all of them; in use by other programs: GPU 1 (RTX 3090, 24 GB), 18 GB taken by 1 program; if the training uses GPUs, run "export CUDA_VISIBLE_DEVICES=0,2" and write limits: { gpus: 2 } for one card per run',
    ],
    [
      'of two kinds',
      ...([[T4, RTX, RTX], {}, undefined] as const),
      '1 GPU (T4, 15 GB) and 2 GPUs (RTX 3090, 24 GB), and every run sees all of them; different cards train at different speeds, and results can differ; if the training uses GPUs, run "export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=1,2" and write limits: { gpus: 2 } for one card per run',
    ],
    [
      'all in use, and chosen',
      ...([[BUSY, BUSY], {}, 2] as const),
      '2 GPUs (RTX 3090, 24 GB); in use by other programs: GPU 0 (RTX 3090, 24 GB), 18 GB taken by 1 program, GPU 1 (RTX 3090, 24 GB), 18 GB taken by 1 program; wait, because no card is free',
    ],
    ['chosen, and free', [RTX, RTX, BUSY], {}, 2, null],
    ['chosen by the variable', [RTX, BUSY, RTX], { CUDA_VISIBLE_DEVICES: '0,2' }, 2, null],
    ['none that runs may see', [RTX], { CUDA_VISIBLE_DEVICES: '' }, undefined, null],
  ])('%s', async (_, cards, env, gpus, message) => {
    expect(await examine(cards, env, gpus)).toEqual(message === null ? [] : [message]);
  });

  test('numbers of CUDA are not taken for those of nvidia-smi', async () => {
    const [message] = await examine([T4, RTX], { CUDA_VISIBLE_DEVICES: '0' });
    expect(message).toMatch(/set CUDA_DEVICE_ORDER=PCI_BUS_ID/);
  });

  test('a tool that fails', async () => {
    const path = pathOf(await standIn('nvidia-smi', { '--query-gpu': 'Failed to initialize NVML\n' }, 255));
    const [finding] = examineCards(limits(), await listCards(path), {});
    expect(finding?.message).toBe('not counted, because nvidia-smi: "Failed to initialize NVML"');
  });

  const cards = fc.array(
    fc.record<TrueCard>({
      name: fc.constantFrom('A', 'B'),
      total: fc.constantFrom(81_920, 24_576),
      used: fc.constantFrom(0, 2_000, 20_000),
      programs: fc.constantFrom(0, 0, 0, 1),
      mig: fc.constantFrom([], [], [], ['1g.10gb', '1g.10gb']),
    }),
    { minLength: 1, maxLength: 6 },
  );

  test('who does what it says has one free card of one kind per run, and hears no more', () =>
    fc.assert(
      fc.asyncProperty(cards, fc.boolean(), async (truth, isAmd) => {
        const list = await listCards(pathOf(await (isAmd ? rocmSmi : nvidiaSmi)(truth)));
        const all = list.cards.flatMap((card) => (card.instances.length > 0 ? card.instances : [card]));
        const free = all.filter((card) => !isInUse(card));
        const [finding] = examineCards(limits(), list, {});
        const [, count] = /gpus: (\d+) \}/.exec(finding?.message ?? '') ?? [];
        if (free.length === 0) {
          expect(finding?.message).toMatch(/wait, because no card is free$/);
          return;
        }
        const [, set = ''] = /"export ([^"]+)"/.exec(finding?.message ?? '') ?? [];
        const env = Object.fromEntries(set.split(' ').map((part) => part.split('=')));
        const used = cardsOfRuns(list, Number(count), env) ?? [];
        expect(new Set(used.map(({ uuid }) => uuid)).size).toBe(Number(count));
        expect(used.some(isInUse)).toBe(false);
        expect(new Set(used.map(describeKind)).size).toBe(1);
        const kinds = free
          .map(describeKind)
          .map((kind) => free.filter((card) => describeKind(card) === kind));
        expect(used).toHaveLength(Math.max(...kinds.map(({ length }) => length)));
        expect(examineCards(limits(Number(count)), list, env)).toEqual([]);
      }),
      { numRuns: 15 },
    ));
});
