/** What a run sees, from what the makers' documents say of the variables. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CardList, listCards } from '../../../src/train/process/cards.ts';
import { cardsOfRuns, gpuOfRun, requireGpus, seenCards } from '../../../src/train/process/visible-cards.ts';
import { migOf, nvidiaSmi, pathOf, rocmSmi, type TrueCard, uuidOf } from './stand-in-cards.ts';

const CARD: TrueCard = { name: 'A100', total: 81_920, used: 0, programs: 0, mig: [] };
const MIG: TrueCard = { ...CARD, mig: ['3g.40gb', '1g.10gb'] };
const fourOf = (card: TrueCard) => [card, card, card, card];

const isHere = process.platform !== 'win32';
const nvidia =
  (...cards: readonly TrueCard[]) =>
  async () =>
    listCards(pathOf(await nvidiaSmi(cards)));
const four = nvidia(...fourOf(CARD));
const mig = nvidia(CARD, MIG, MIG);
const mixed = nvidia(CARD, { ...CARD, name: 'T4' }, CARD);
const amd = async () => listCards(pathOf(await rocmSmi(fourOf(CARD))));
const none = async (): Promise<CardList> => ({ tool: 'nvidia-smi', cards: [], problem: null });
type Listing = () => Promise<CardList>;

const seen = (list: CardList, env: NodeJS.ProcessEnv) =>
  seenCards(list, env)?.map(({ uuid }) => uuid) ?? null;

describe.skipIf(!isHere)('a process sees', () => {
  const [a, b, c, d] = [0, 1, 2, 3].map(uuidOf);
  const [part, other] = [migOf(1, 0), migOf(1, 1)];
  test.each<[string, Listing, string | undefined, ReadonlyArray<string | undefined> | null]>([
    ['all', four, undefined, [a, b, c, d]],
    ['none', four, '', []],
    ['none', four, '-1', []],
    ['none', four, 'NoDevFiles', []],
    ['some, in this order', four, '2, 0', [c, a]],
    ['those before the first that is none', four, '0,2,-1,1', [a, c]],
    ['those before the first that is not there', four, '2,5,1', [c]],
    ['none for a card named twice', four, '0,1,1', []],
    ['one before an invalid name, which may repeat', four, '1,-1,-1', [b]],
    ['one by its UUID', four, uuidOf(3), [d]],
    ['one by the start of its UUID', four, 'GPU-3333', [d]],
    ['none by the start of several', four, 'GPU-', []],
    ['none by the start of another', four, 'GPU-9', []],
    ['every instance', mig, undefined, [a, part, other, migOf(2, 0), migOf(2, 1)]],
    ['an instance by its name', mig, other, [other]],
    ['two instances', mig, `${other},${migOf(2, 0)}`, [other, migOf(2, 0)]],
    ['the first instance of a card', mig, '1', [part]],
    ['the first instance of a card', mig, uuidOf(1), [part]],
    ['what cannot be known', mixed, '0', null],
    ['one of several kinds by its UUID', mixed, uuidOf(1), [b]],
  ])('%s: %# of CUDA_VISIBLE_DEVICES', async (_, list, visible, uuids) => {
    expect(seen(await list(), { CUDA_VISIBLE_DEVICES: visible })).toEqual(uuids);
  });

  test('one of several kinds by its number in the order of nvidia-smi', async () => {
    const env = { CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
    expect(seen(await mixed(), env)).toEqual([b]);
  });

  const x = (at: number) => `GPU-${String(at).repeat(16)}`;
  test.each([
    ['all', {}, [0, 1, 2, 3]],
    ['some of HIP', { HIP_VISIBLE_DEVICES: '3,1' }, [3, 1]],
    ['some of ROCr, by number and UUID', { ROCR_VISIBLE_DEVICES: `2,${x(0)}` }, [2, 0]],
    ['one of HIP among those of ROCr', { ROCR_VISIBLE_DEVICES: '2,3', HIP_VISIBLE_DEVICES: '1' }, [3]],
    ['none of HIP among those of ROCr', { ROCR_VISIBLE_DEVICES: '2,3', HIP_VISIBLE_DEVICES: '2' }, []],
    ['some of CUDA, which HIP reads', { CUDA_VISIBLE_DEVICES: '1' }, [1]],
    ['HIP before CUDA', { CUDA_VISIBLE_DEVICES: '1', HIP_VISIBLE_DEVICES: '2' }, [2]],
  ])('%s', async (_, env, cards) => {
    expect(seen(await amd(), env)).toEqual(cards.map(x));
  });
});

/** Any list of names of the first n cards that are all there, each once. */
const lists = fc
  .shuffledSubarray([0, 1, 2, 3], { minLength: 1 })
  .chain((cards) =>
    fc.tuple(...cards.map((at) => fc.constantFrom(String(at), uuidOf(at), uuidOf(at).slice(0, 9)))),
  )
  .map((names) => names.join(','));

test.skipIf(!isHere)(
  'each run has one card, and no two runs the same, whatever the owner shows',
  async () => {
    const list = await four();
    fc.assert(
      fc.property(lists, (visible) => {
        const env = { CUDA_VISIBLE_DEVICES: visible };
        const shown = seen(list, env) ?? [];
        const { length } = visible.split(',');
        expect(shown).toHaveLength(length);
        expect(() => requireGpus(length, list, env)).not.toThrow();
        expect(cardsOfRuns(list, length, env)?.map(({ uuid }) => uuid)).toEqual(shown);
        for (const place of [0, 5, 9]) {
          const own = { ...env, ...gpuOfRun(place, length, env) };
          expect(seen(list, own)).toEqual(shown.slice(place % length, (place % length) + 1));
        }
        expect(() => requireGpus(length + 1, list, env)).toThrow(
          `limits.gpus: ${length + 1}, but CUDA_VISIBLE_DEVICES=${visible} shows ${length}; write limits.gpus: ${length}`,
        );
      }),
    );
  },
);

test.skipIf(!isHere)('the same on AMD, among the cards of ROCr', async () => {
  const list = await amd();
  const env = { ROCR_VISIBLE_DEVICES: '2,3' };
  expect(cardsOfRuns(list, 2, env)?.map(({ index }) => index)).toEqual([2, 3]);
  expect(() => requireGpus(3, list, env)).toThrow('ROCR_VISIBLE_DEVICES=2,3 shows 2');
});

test('the variables of each maker', () => {
  const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
  const both = (name: string) => ({ CUDA_VISIBLE_DEVICES: name, HIP_VISIBLE_DEVICES: name });
  expect(gpuOfRun(1, null, { CUDA_VISIBLE_DEVICES: '0' })).toEqual({});
  expect(gpuOfRun(3, 2, {})).toEqual({ ...both('1'), ...order, ZE_AFFINITY_MASK: '1' });
  expect(gpuOfRun(1, 2, { CUDA_VISIBLE_DEVICES: '4, GPU-8f' })).toEqual({
    ...{ ...both('GPU-8f'), ZE_AFFINITY_MASK: '1' },
  });
  expect(gpuOfRun(0, 1, { ...both('5'), HIP_VISIBLE_DEVICES: '3', ZE_AFFINITY_MASK: '1.0' })).toEqual({
    ...{ CUDA_VISIBLE_DEVICES: '5', HIP_VISIBLE_DEVICES: '3', ZE_AFFINITY_MASK: '1.0' },
  });
  expect(gpuOfRun(0, 1, { CUDA_DEVICE_ORDER: 'FASTEST_FIRST' })).not.toHaveProperty('CUDA_DEVICE_ORDER');
});

test.skipIf(!isHere).each<[number, Listing, NodeJS.ProcessEnv, string | null]>([
  [
    ...([4, four, { CUDA_VISIBLE_DEVICES: '2,5' }] as const),
    'limits.gpus: 4, but CUDA_VISIBLE_DEVICES=2,5 shows 2; write limits.gpus: 2, or change the variable',
  ],
  [
    ...([1, four, { CUDA_VISIBLE_DEVICES: '' }] as const),
    'limits.gpus: 1, but CUDA_VISIBLE_DEVICES= shows 0; remove limits.gpus, or change the variable',
  ],
  [
    ...([2, four, { CUDA_VISIBLE_DEVICES: '2,5' }] as const),
    'limits.gpus: 2, but nvidia-smi lists 1 that runs can use; write limits.gpus: 1, or name others in CUDA_VISIBLE_DEVICES',
  ],
  [5, four, {}, 'limits.gpus: 5, but nvidia-smi lists 4 that runs can use; write limits.gpus: 4'],
  [5, amd, {}, 'limits.gpus: 5, but rocm-smi lists 4 that runs can use; write limits.gpus: 4'],
  [4, mig, {}, 'limits.gpus: 4, but nvidia-smi lists 3 that runs can use'],
  [2, mig, { CUDA_VISIBLE_DEVICES: `1,${migOf(1, 0)}` }, 'nvidia-smi lists 1 that runs can use'],
  [4, four, { HIP_VISIBLE_DEVICES: '-1', ROCR_VISIBLE_DEVICES: '', ZE_AFFINITY_MASK: '0' }, null],
  [4, amd, { HIP_VISIBLE_DEVICES: '0,1,2,3', CUDA_VISIBLE_DEVICES: '0' }, null],
  [4, amd, { CUDA_VISIBLE_DEVICES: '0' }, 'limits.gpus: 4, but CUDA_VISIBLE_DEVICES=0 shows 1'],
  [2, none, { ZE_AFFINITY_MASK: '0' }, 'limits.gpus: 2, but ZE_AFFINITY_MASK=0 shows 1'],
  [1, four, { CUDA_VISIBLE_DEVICES: '1,1' }, null],
  [4, four, {}, null],
  [3, mig, {}, null],
  [2, mixed, { CUDA_VISIBLE_DEVICES: '0,1' }, null],
  [4, none, {}, null],
  [4, none, { CUDA_VISIBLE_DEVICES: '0,1,2,3' }, null],
])('limits.gpus: %i %#', async (gpus, listing, env, message) => {
  const list = await listing();
  if (message === null) expect(() => requireGpus(gpus, list, env)).not.toThrow();
  else expect(() => requireGpus(gpus, list, env)).toThrow(message);
});

/** Prints the UUIDs of the cards that CUDA itself shows to a process. */
const CUDA = `
import ctypes, uuid
cuda = ctypes.CDLL("libcuda.so.1")
count = ctypes.c_int()
if cuda.cuInit(0) == 0 and cuda.cuDeviceGetCount(ctypes.byref(count)) == 0:
    for at in range(count.value):
        device, found = ctypes.c_int(), (ctypes.c_ubyte * 16)()
        assert cuda.cuDeviceGet(ctypes.byref(device), at) == 0
        assert cuda.cuDeviceGetUuid_v2(found, device) == 0
        print(uuid.UUID(bytes=bytes(found)))
`;

const real = await listCards(process.env);
const hasCuda =
  real.tool === 'nvidia-smi' && real.cards.length > 0 && process.env.CUDA_VISIBLE_DEVICES === undefined;

test.skipIf(!hasCuda)('CUDA shows what is said here (needs a GPU)', async () => {
  const [first] = real.cards;
  const last = real.cards.length - 1;
  const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
  for (const env of [
    ...(first?.instances.length === 0 ? [order] : []),
    ...['0', '0,0', String(last), `${last},-1,0`, String(last + 1), '', first?.uuid.slice(0, 12)].map(
      (visible) => ({
        ...order,
        CUDA_VISIBLE_DEVICES: visible,
      }),
    ),
    gpuOfRun(1, real.cards.length, {}),
  ]) {
    const { stdout } = await promisify(execFile)('python3', ['-c', CUDA], {
      env: { ...process.env, ...env },
    });
    const shown = stdout.split('\n').flatMap((line) => line.trim() || []);
    expect(seen(real, env)?.map((uuid) => uuid.replace(/^(?:GPU|MIG)-/, ''))).toEqual(shown);
  }
});
