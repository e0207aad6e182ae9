import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeCard, isInUse, listCards } from '../../../src/train/process/cards.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { migOf, nvidiaSmi, pathOf, rocmSmi, standIn, type TrueCard, uuidOf } from './stand-in-cards.ts';

const MEBIBYTE = 2 ** 20;
const HERE = process.platform === 'win32' ? describe.skip : describe;

const trueCards = fc.array(
  fc.record<TrueCard>({
    name: fc.constantFrom('NVIDIA A100-SXM4-80GB', 'NVIDIA GeForce RTX 3090', 'Tesla T4'),
    total: fc.constantFrom(81_920, 24_576, 15_360, null),
    used: fc.integer({ min: 0, max: 15_360 }),
    programs: fc.integer({ min: 0, max: 2 }),
    mig: fc.constantFrom([], [], ['1g.10gb'], ['3g.40gb', '1g.10gb', '1c.2g.20gb+me']),
  }),
  { minLength: 1, maxLength: 6 },
);

HERE('every card is listed as it is', () => {
  test('by nvidia-smi', () =>
    fc.assert(
      fc.asyncProperty(trueCards, async (truth) => {
        const list = await listCards(pathOf(await nvidiaSmi(truth)));
        expect(list).toMatchObject({ tool: 'nvidia-smi', problem: null });
        expect(list.cards.map(({ instances: _, ...card }) => card)).toEqual(
          truth.map(({ name, total, used, programs }, index) => ({
            ...{ index, name, programs, uuid: uuidOf(index), driver: '550.54.15' },
            totalBytes: total === null ? null : total * MEBIBYTE,
            usedBytes: total === null ? null : used * MEBIBYTE,
          })),
        );
        expect(list.cards.map(({ instances }) => instances.map(({ uuid, name }) => [uuid, name]))).toEqual(
          truth.map(({ mig, name }, at) =>
            mig.map((profile, instance) => [migOf(at, instance), `${name} MIG ${profile}`]),
          ),
        );
        expect(list.cards.map(isInUse)).toEqual(
          truth.map(({ total, used, programs }) => programs > 0 || (total !== null && used > total / 10)),
        );
      }),
      { numRuns: 12 },
    ));

  test('by rocm-smi, in both spellings, where nvidia-smi lists none', () =>
    fc.assert(
      fc.asyncProperty(trueCards, fc.boolean(), fc.nat(2), async (truth, isOld, first) => {
        const none = await standIn('nvidia-smi', { '--query-gpu': 'No devices were found\n' }, 6);
        const list = await listCards(pathOf(none, await rocmSmi(truth, { isOld, first })));
        expect(list).toMatchObject({ tool: 'rocm-smi', problem: null });
        expect(list.cards).toEqual(
          truth.map(({ name, total, used }, index) => ({
            ...{ index, name: `AMD ${name}`, programs: 0, driver: '6.7.0', instances: [] },
            uuid: `GPU-${String(index).repeat(16)}`,
            totalBytes: total === null ? null : total * MEBIBYTE,
            usedBytes: total === null ? null : used * MEBIBYTE,
          })),
        );
      }),
      { numRuns: 8 },
    ));

  test('more than ten, and in the order of HIP', async () => {
    const cards = Array.from({ length: 12 }, (_, at) => [
      `card${at}`,
      { 'Card Series': `Radeon ${at}`, 'Node ID': String(20 - at) },
    ]);
    const text = JSON.stringify(Object.fromEntries(cards));
    const { cards: found } = await listCards(
      pathOf(await standIn('rocm-smi', { '--showproductname': text })),
    );
    expect(found.map(({ name }) => name)).toEqual(
      Array.from({ length: 12 }, (_, at) => `AMD Radeon ${11 - at}`),
    );
  });
});

const GOOD = `0, ${uuidOf(0)}, Tesla T4, 550.1, 15360, 3\n`;

HERE('a tool that does not answer as expected lists nothing, and one line says so', () => {
  test.each([
    ['a card that was lost', { '--query-gpu': `${GOOD}Unable to determine the device handle\n` }, 0],
    ['a gap in the numbers', { '--query-gpu': GOOD.replace('0,', '1,') }, 0],
    ['more memory in use than there is', { '--query-gpu': GOOD.replace(', 3', ', 99999') }, 0],
    ['control characters', { '--query-gpu': GOOD.replace('T4', '\u001b[31m\u0007,') }, 0],
    ['a very long name', { '--query-gpu': GOOD.replace('T4', 'x'.repeat(5000)) }, 0],
    ['a driver that does not answer', { '--query-gpu': "NVIDIA-SMI has failed because it couldn't\n" }, 9],
    ['megabytes', { '--query-gpu': GOOD.repeat(40_000) }, 0],
  ])('nvidia-smi: %s', async (_, texts, exitCode) => {
    const { cards, problem } = await listCards(pathOf(await standIn('nvidia-smi', texts, exitCode)));
    expect(cards).toEqual([]);
    expect(problem).toMatch(/^nvidia-smi: "[ -~…]{1,200}"$/);
  });

  test.each([
    ['JSON that is cut off', '{"card0": {"Card Series": "Rad'],
    ['a card that is a number', '{"card0": 3}'],
    ['a card that is null', '{"card0": null}'],
    [
      'more memory in use than there is',
      '{"card0": {"VRAM Total Memory (B)": "5", "VRAM Total Used Memory (B)": "6"}}',
    ],
  ])('rocm-smi: %s', async (_, text) => {
    const found = await listCards(pathOf(await standIn('rocm-smi', { '--showproductname': text })));
    expect(found.cards).toEqual([]);
    expect(found.problem).toMatch(/^rocm-smi: "[ -~…]{1,200}"$/);
  });

  test.each(['', 'ERROR: no amdgpu driver\n', '{"system": {"Driver version": "6.7"}}', '{}'])(
    'no card of AMD: %j',
    async (text) => {
      const found = await listCards(pathOf(await standIn('rocm-smi', { '--showproductname': text })));
      expect(found).toMatchObject({ cards: [], problem: null });
    },
  );

  test('odd names under prototype keys are no cards', async () => {
    const text = '{"__proto__": {"x": 1}, "constructor": {}, "card0": {"Card Series": 7, "__proto__": []}}';
    const { cards } = await listCards(pathOf(await standIn('rocm-smi', { '--showproductname': text })));
    expect(cards.map(({ name, totalBytes }) => [name, totalBytes])).toEqual([['AMD GPU', null]]);
  });

  test('neither program is there', async () => {
    expect(await listCards({ PATH: await temporaryFolder() })).toMatchObject({ cards: [], problem: null });
  });

  test('a file or a folder of PATH that may not be opened', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'nvidia-smi'), '', { mode: 0o644 });
    expect(await listCards({ PATH: folder })).toMatchObject({ cards: [], problem: null });
  });

  test('the instances of MIG are not known, so the cards are not either', async () => {
    const folder = await standIn('nvidia-smi', { '--query-gpu': GOOD, '-L': '' });
    expect(await listCards(pathOf(folder))).toMatchObject({ cards: [], problem: expect.any(String) });
  });
});

test.each([
  [81_559, 'GPU 1 (A, 80 GB)'],
  [4_864, 'GPU 1 (A, 4.8 GB)'],
  [6_144, 'GPU 1 (A, 6 GB)'],
  [null, 'GPU 1 (A)'],
])('a card of %s MiB is shown as %s', (total, shown) => {
  const card = { index: 1, name: 'A', uuid: '', driver: '', usedBytes: 0, programs: 0, instances: [] };
  expect(describeCard({ ...card, totalBytes: total === null ? null : total * MEBIBYTE })).toBe(shown);
});
